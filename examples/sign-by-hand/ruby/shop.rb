# A shop in Ruby with Sinatra that signs by itself: order, jump to au, notification, paid. No database: an order is a
# file, and "paid" is a second file that can be made only once. ../README.md tells how to start it.
require "digest"
require "erb"
require "json"
require "securerandom"
require "sinatra"

PUBLIC_URL, GATEWAY, FOLDER, KEY = ENV.values_at("PUBLIC_URL", "SBPS_PURCHASE_URL", "DATA_DIR", "SBPS_HASH_KEY")
GOODS = {
  item_id: "wine-3000", item_name: "赤ワイン（ハーフ）", amount: 3500, tax: 318,
  lines: [{ name: "赤ワイン 375ml", quantity: 1, amount: 3000 }, { name: "送料", quantity: 1, amount: 500 }],
  delivery: "ご注文から3日以内に発送します。",
  cancellation: "未開封に限り、到着後8日以内に返品できます。送料はお客さまのご負担です。"
}.freeze
ECHOED = %w[pay_method merchant_id service_id cust_code sps_cust_no sps_payment_no order_id item_id pay_item_id item_name
            tax amount pay_type auto_charge_type service_type div_settele last_charge_month camp_type tracking_id
            terminal_type].freeze
ANSWERED = (ECHOED + %w[free1 free2 free3 free_csv request_date res_pay_method res_result res_tracking_id res_sps_cust_no
                        res_sps_payment_no res_payinfo_key res_payment_date res_err_code res_date limit_second]).freeze

set environment: :production, bind: "127.0.0.1", port: ENV.fetch("PORT"), public_folder: ENV.fetch("ELEMENT_DIR")
# The notification and the browser's return come from other sites, and carry a checksum instead of a token.
disable :protection

# SHA-1 over the values in their order, half-width spaces around each removed, and the hash key after the last.
def checksum(values) = Digest::SHA1.hexdigest(values.map { |value| value.b.gsub(/\A +| +\z/n, "") }.join + KEY.b)

# A01-1. The form travels in Shift_JIS; the checksum is made of the same text in UTF-8. An order_id is never used twice,
# so that each time the payer is sent to au the request is a new one.
def purchase_request(order)
  own = "#{PUBLIC_URL}/orders/#{order['order_reference']}"
  fields = ECHOED.to_h { |name| [name, ""] }
  fields.merge!(order.slice("cust_code", "item_id", "item_name", "tax", "amount").transform_values(&:to_s))
  fields.merge!("pay_method" => "auone", "merchant_id" => ENV.fetch("SBPS_MERCHANT_ID"), "pay_type" => "0",
                "service_id" => ENV.fetch("SBPS_SERVICE_ID"), "service_type" => "0", "terminal_type" => "0",
                "order_id" => "#{order['order_reference']}-#{SecureRandom.hex(8)}", "success_url" => "#{own}/return/success",
                "cancel_url" => "#{own}/return/cancel", "error_url" => "#{own}/return/error",
                "pagecon_url" => "#{PUBLIC_URL}/notifications", "free1" => "", "free2" => "", "free3" => "", "free_csv" => "",
                "request_date" => Time.now.getlocal("+09:00").strftime("%Y%m%d%H%M%S"), "limit_second" => "600")
  fields.merge("sps_hashcode" => checksum(fields.values))
end

# What the gateway sent, decoded from Shift_JIS, or nothing where the checksum is wrong. What is missing is blank, and
# what nobody knows is passed over. The browser's return is hashed in Shift_JIS as it came; a notification in UTF-8.
def received(body, by_browser:)
  raw = Hash.new("".b)
  body.b.split("&").each do |pair|
    name, value = pair.split("=", 2)
    raw[name] = URI.decode_www_form_component(value.to_s, Encoding::BINARY).b.sub(/[\r\n]+\z/n, "")
  end
  told = [*ANSWERED, "sps_hashcode"].to_h { |name| [name, raw[name].encode("UTF-8", "Windows-31J", invalid: :replace, undef: :replace)] }
  own = checksum((by_browser ? raw : told).values_at(*ANSWERED))
  told.transform_values(&:strip) if Rack::Utils.secure_compare(own, told["sps_hashcode"].strip.downcase)
end

# Genuine is not enough: it has to be our order, for the amount that we asked for, and paid once.
def record(told)
  return "NG,checksum" unless told

  order = read_order(told["order_id"][/\A[^-]*/])
  return "NG,unknown order" unless order && told["cust_code"] == order["cust_code"]
  return "OK," unless told["res_result"] == "OK" # not paid; the payer may try again
  return "NG,another amount" unless told["amount"] == order["amount"].to_s

  paid = file_of(order["order_reference"], "paid")
  fresh = "#{paid}.#{SecureRandom.hex(8)}"
  File.open(fresh, "w") { |file| file.write(told["res_tracking_id"]) && file.fsync }
  begin
    File.link(fresh, paid) # whole or not at all, and only the first one
  rescue Errno::EEXIST
    nil
  end
  File.unlink(fresh)
  File.read(paid) == told["res_tracking_id"] ? "OK," : "NG,paid already"
end

def file_of(reference, kind) = File.join(FOLDER, "#{reference}.#{kind}")
def read_order(reference, file = file_of(reference, "json"))
  JSON.parse(File.read(file)) if reference.match?(/\A[0-9a-f]{16}\z/) && File.file?(file)
end

def text(value) = ERB::Util.html_escape(value)

def page(title, body)
  headers "Cache-Control" => "no-store", "Referrer-Policy" => "strict-origin"
  "<!doctype html><html lang=ja><meta charset=utf-8><meta name=viewport content='width=device-width'>" \
    "<title>#{title}</title><main><h1>#{title}</h1>#{body}</main></html>"
end

def problem(code, more)
  body = { type: "about:blank", title: code, status: 409, detail: code, code: code }.merge(more)
  halt 409, { "Content-Type" => "application/problem+json" }, JSON.generate(body)
end

get("/") { page "ワインの店", "<form method=post action=/orders><button>赤ワインを注文する</button></form>" }
post "/orders" do
  order = { order_reference: SecureRandom.hex(8), cust_code: "c#{SecureRandom.hex(12)}" }.merge(GOODS)
  File.write(file_of(order[:order_reference], "json"), JSON.generate(order))
  redirect "/orders/#{order[:order_reference]}", 303
end
post "/notifications" do
  content_type "text/csv; charset=Shift_JIS"
  record(received(request.body.read, by_browser: false))
end
before %r{/orders/([0-9a-f]{16})(?:/.*)?} do |reference|
  @order = read_order(reference) or halt 404, page("ご注文が見つかりません", "")
  @own = "/orders/#{reference}"
  @paid = File.exist?(file_of(reference, "paid"))
end
# The element, and in it the same order for a browser without script.
get "/orders/:reference" do
  redirect "#{@own}/result", 303 if @paid
  shown = JSON.generate(@order.except("cust_code")).gsub("<", "\\u003c")
  page "ご注文内容の確認", <<~HTML
    <script type=module src=/kantan-checkout.js></script>
    <kantan-checkout endpoint='#{@own}/pay' destinations='#{text(GATEWAY[%r{\Ahttps?://[^/]+}])}'>
    <script type='application/json'>#{shown}</script>
    <form method=post action='#{@own}/pay'><dl><dt>商品<dd>#{text(@order['item_name'])}<dt>お支払い総額（税込）<dd>#{@order['amount']}円
    <dt>お支払い時期<dd>ご注文時<dt>引渡時期<dd>#{text(@order['delivery'])}<dt>返品<dd>#{text(@order['cancellation'])}</dl>
    <button>注文を確定して支払う</button></form></kantan-checkout>
  HTML
end
# The element asks with JSON, a browser without script by a form.
post "/orders/:reference/pay" do
  redirect "#{@own}/jump", 303 unless request.media_type == "application/json"
  current = @order.slice("item_id", "item_name", "amount", "tax")
  problem "order_paid", { result_url: "#{@own}/result" } if @paid
  displayed = JSON.parse(request.body.read)["displayed"].to_h.slice(*current.keys)
  problem "displayed_differs", { current: current } unless displayed == current
  content_type :json
  JSON.generate(action: GATEWAY, accept_charset: "Shift_JIS", fields: purchase_request(@order).to_a)
end
# Signed anew whenever it is shown.
get "/orders/:reference/jump" do
  redirect "#{@own}/result", 303 if @paid
  inputs = purchase_request(@order).map { |name, value| "<input type=hidden name=#{name} value='#{text(value)}'>" }.join
  page "auの画面へ", "<form method=post action='#{text(GATEWAY)}' accept-charset=Shift_JIS>#{inputs}<button>auの画面へ進む</button></form>"
end
# The browser comes back: proof of nothing, the notification is.
post "/orders/:reference/return/:how" do |_, how|
  told = received(request.body.read, by_browser: true) if how == "success"
  sure = told && told["order_id"].start_with?("#{@order['order_reference']}-")
  redirect "#{@own}/result#{'?confirming' if sure}", 303
end
get "/orders/:reference/result" do
  next page("お支払いが完了しました", "") if @paid
  page params.key?("confirming") ? "お支払いを確認しています" : "お支払いは完了していません",
       "<p><a href='#{@own}/result?confirming'>もう一度確認する</a> <a href='#{@own}'>ご注文に戻る</a></p>"
end
