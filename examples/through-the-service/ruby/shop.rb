# A shop in Ruby with Sinatra that sells through the service: it makes orders by the API, shows the printed page as its own,
# and believes only signed webhooks. No database: an order is a file, and so is each event about it.
# ../README.md tells how to start it.
require "erb"
require "json"
require "net/http"
require "openssl"
require "securerandom"
require "sinatra"

PUBLIC_URL, FOLDER, SERVICE, KEY, SECRET = ENV.values_at("PUBLIC_URL", "DATA_DIR", "KANTAN_URL", "KANTAN_KEY", "KANTAN_WEBHOOK_SECRET")
# Names and prices are the shop's own: a browser says which of them it wants, and nothing else.
GOODS = {
  "wine" => {
    item_id: "wine-750ml", item_name: "赤ワイン（750ml）", amount: 3500,
    lines: [{ name: "赤ワイン 750ml", quantity: 1, unit_amount: 3000, tax_percent: 10 },
            { name: "送料", quantity: 1, unit_amount: 500, tax_percent: 10 }],
    delivery: "ご注文から3日以内に発送します。"
  },
  "club" => {
    item_id: "wine-club", item_name: "ワイン便毎月20日払い", amount: 3000,
    lines: [{ name: "ワイン便（送料込み）", quantity: 1, unit_amount: 3000, tax_percent: 10 }],
    delivery: "毎月、お支払い日から5日以内に発送します。",
    recurring: { method: "fixed_term", timing: { kind: "day_of_month", months: 1, day: 20 } }
  }
}.freeze
# What becomes of an order, in the words of its page.
TOLD = {
  "order.paid" => "お支払いが完了しました", "contract.joined" => "お申し込みが完了しました",
  "contract.charged" => "今月分のお支払いが完了しました", "contract.charge_failed" => "お支払いできませんでした",
  "contract.ended" => "ご解約が完了しました", "order.payment_failed" => "お支払いできませんでした"
}.freeze
MADE = %w[order.paid contract.joined].freeze

set environment: :production, bind: "127.0.0.1", port: ENV.fetch("PORT")
# Webhooks come from another place, and carry a signature instead of a token.
disable :protection

def file_of(*names) = File.join(FOLDER, *names)

def read_order(number)
  number = number.to_s
  JSON.parse(File.read(file_of(number, "order"))) if number.match?(/\A[0-9a-f]{32}\z/) && File.file?(file_of(number, "order"))
end

# Whole or not at all, and only the first time.
def write_once(file, content)
  fresh = "#{file}.#{SecureRandom.hex(8)}"
  File.open(fresh, "wx") { |opened| opened.write(JSON.generate(content)) && opened.fsync }
  begin
    File.link(fresh, file)
  rescue Errno::EEXIST
    nil
  end
  File.unlink(fresh)
end

def events_of(number)
  names = Dir.children(file_of(number)).grep(/\Aevt_\d+\z/).sort_by { |name| name.delete_prefix("evt_").to_i }
  names.map { |name| JSON.parse(File.read(file_of(number, name))) }
end

# The order at the service. Asked again under the same key it is the same order, with its page as it is now.
def at_the_service(number, order)
  asked = order.merge("cancellation" => "未開封に限り、到着後8日以内に返品できます。",
                      "contact" => { "name" => "ぶどう堂", "phone" => "03-0000-0000" },
                      "return_url" => "#{PUBLIC_URL}/shop/orders/#{number}?returned", "back_url" => "#{PUBLIC_URL}/shop/")
  headers = { "Authorization" => "Bearer #{KEY}", "Content-Type" => "application/json", "Idempotency-Key" => number }
  answer = Net::HTTP.post(URI("#{SERVICE}/v1/orders"), JSON.generate(asked), headers)
  raise "the service says #{answer.code}: #{answer.body}" unless answer.is_a?(Net::HTTPSuccess)

  JSON.parse(answer.body)
rescue StandardError => error
  warn error.message # refused, or away; the order is kept, and its page asks again
end

# A message with a right signature (Standard Webhooks) that was sent just now; nil where it is neither. The signature is over
# the bytes as they came, and compared in a time that tells nothing of it.
def verified(body)
  id, sent_at, signatures = %w[ID TIMESTAMP SIGNATURE].map { |name| request.env["HTTP_WEBHOOK_#{name}"].to_s }
  return unless sent_at.match?(/\A\d+\z/) && (Time.now.to_i - sent_at.to_i).abs <= 300

  digest = OpenSSL::HMAC.digest("SHA256", SECRET.delete_prefix("whsec_").unpack1("m"), "#{id}.#{sent_at}.".b + body.b)
  own = "v1,#{[digest].pack('m0')}"
  JSON.parse(body) if signatures.split.any? { |it| Rack::Utils.secure_compare(own, it) } # two while the secret is being changed
end

# Genuine is not enough: it has to be about our order, and for the price that we asked for.
def record(id, event)
  number, amount = event["data"].values_at("idempotency_key", "amount")
  order = read_order(number)
  return 400 unless id.match?(/\Aevt_\d+\z/)
  return 404 unless order # not ours: another program has made it
  return 409 if MADE.include?(event["type"]) && amount != order["amount"]

  write_once(file_of(number, id), event) # sent twice, it is the same file
  204
end

def text(value) = ERB::Util.html_escape(value)

def page(title, body, forms = "")
  headers "Cache-Control" => "no-store", "Referrer-Policy" => "strict-origin", # so that a form has an origin, and no secret
          "Content-Security-Policy" => "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'; " \
                                       "connect-src 'self'; img-src data:; form-action 'self' #{forms}; base-uri 'none'; frame-ancestors 'none'"
  <<~HTML
    <!doctype html><html lang="ja"><meta charset="utf-8"><meta name="viewport" content="width=device-width">
    <title>#{title}｜ぶどう堂</title><link rel="stylesheet" href="/shop/shop.css"><link rel="icon" href="data:,">
    <header><a href="/shop/">ぶどう堂</a></header><main><h1>#{title}</h1>#{body}</main></html>
  HTML
end

# Whoever answers 2xx has written it down.
post "/shop/webhooks" do
  event = verified(request.body.read)
  halt event ? record(request.env["HTTP_WEBHOOK_ID"], event) : 401
end
get("/shop/shop.css") { send_file File.join(__dir__, "../shop.css") }
get %r{/|/shop/} do
  page "ワインの店", GOODS.map { |id, it| <<~HTML }.join
    <form method="post" action="/shop/orders"><p>#{text(it[:item_name])} #{it[:amount]}円（税込）
    <button name="item" value="#{id}">注文する</button></form>
  HTML
end
post "/shop/orders" do
  goods = GOODS[params["item"]] or halt 400
  number = SecureRandom.hex(16)
  Dir.mkdir(file_of(number))
  write_once(file_of(number, "order"), goods)
  redirect "/shop/orders/#{number}", 303
end
get "/shop/orders/:number" do |number|
  order = read_order(number) or halt 404, page("ご注文が見つかりません", "")
  told = events_of(number)
  if told.any? { |it| MADE.include?(it["type"]) }
    rows = told.select { |it| TOLD.key?(it["type"]) }.map do |it|
      "<li>#{text(it['data']['due_on'] || it['timestamp'][0, 10])} #{TOLD[it['type']]}（#{it['data']['amount'] || order['amount']}円）</li>"
    end
    next page("ありがとうございます", "<p>#{text(order['item_name'])}</p><ul>#{rows.join}</ul>")
  end
  waiting = "<p><a href=\"?returned\">お支払いを確認する</a> <a href=\"/shop/orders/#{number}\">ご注文のページへ</a></p>"
  next page("お支払いを確認しています", waiting) if params.key?("returned") # the browser's return proves nothing

  known = at_the_service(number, order) or halt 503, page("ただいまお手続きいただけません", waiting)
  next page("ご注文", known["html"], known["element"]["destinations"]) if known["html"]

  %w[paid confirming].include?(known["outcome"]) ? page("お支払いを確認しています", waiting) : page("このご注文は受付を終了しました", "")
end
