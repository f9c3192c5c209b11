"""A shop in Python with Django that sells through the service: it makes orders by the API, shows the printed page as its
own, and believes only signed webhooks. No database: an order is a file, and so is each event about it.
../README.md tells how to start it."""
import json, os, re, secrets, sys
from contextlib import suppress
from pathlib import Path
from urllib.error import HTTPError
from urllib.request import Request, urlopen

from django.conf import settings
from django.core.management import execute_from_command_line
from django.http import HttpResponse, HttpResponseRedirect
from django.urls import path
from django.utils.html import escape
from standardwebhooks import Webhook, WebhookVerificationError

settings.configure(ALLOWED_HOSTS=["*"], ROOT_URLCONF=__name__, SECRET_KEY=secrets.token_hex(16), MIDDLEWARE=[])
PUBLIC_URL, SERVICE, KEY = (os.environ[name] for name in ("PUBLIC_URL", "KANTAN_URL", "KANTAN_KEY"))
SECRET, FOLDER = os.environ["KANTAN_WEBHOOK_SECRET"], Path(os.environ["DATA_DIR"])
STYLE = Path(__file__).parent.parent / "shop.css"
# Names and prices are the shop's own: a browser says which of them it wants, and nothing else.
GOODS = {
    "wine": {
        "item_id": "wine-750ml", "item_name": "赤ワイン（750ml）", "amount": 3500,
        "lines": [{"name": "赤ワイン 750ml", "quantity": 1, "unit_amount": 3000, "tax_percent": 10},
                  {"name": "送料", "quantity": 1, "unit_amount": 500, "tax_percent": 10}],
        "delivery": "ご注文から3日以内に発送します。",
    },
    "club": {
        "item_id": "wine-club", "item_name": "ワイン便毎月20日払い", "amount": 3000,
        "lines": [{"name": "ワイン便（送料込み）", "quantity": 1, "unit_amount": 3000, "tax_percent": 10}],
        "delivery": "毎月、お支払い日から5日以内に発送します。",
        "recurring": {"method": "fixed_term", "timing": {"kind": "day_of_month", "months": 1, "day": 20}},
    },
}
# What becomes of an order, in the words of its page.
TOLD = {
    "order.paid": "お支払いが完了しました", "contract.joined": "お申し込みが完了しました",
    "contract.charged": "今月分のお支払いが完了しました", "contract.charge_failed": "お支払いできませんでした",
    "contract.ended": "ご解約が完了しました", "order.payment_failed": "お支払いできませんでした",
}


def read_order(number):
    file = FOLDER / str(number) / "order"
    return json.loads(file.read_text()) if re.fullmatch("[0-9a-f]{32}", str(number)) and file.is_file() else None


def write_once(file, content):
    """Whole or not at all, and only the first time."""
    fresh = file.with_name(f"{file.name}.{secrets.token_hex(8)}")
    with open(fresh, "x") as opened:
        opened.write(json.dumps(content))
        opened.flush()
        os.fsync(opened.fileno())
    with suppress(FileExistsError):
        os.link(fresh, file)
    fresh.unlink()


def events_of(number):
    files = (file for file in (FOLDER / number).iterdir() if re.fullmatch(r"evt_[0-9]+", file.name))
    return [json.loads(file.read_text()) for file in sorted(files, key=lambda file: int(file.name[4:]))]


def at_the_service(number, order):
    """The order at the service. Asked again under the same key it is the same order, with its page as it is now."""
    asked = {**order, "cancellation": "未開封に限り、到着後8日以内に返品できます。",
             "contact": {"name": "ぶどう堂", "phone": "03-0000-0000"},
             "return_url": f"{PUBLIC_URL}/shop/orders/{number}?returned", "back_url": f"{PUBLIC_URL}/shop/"}
    headers = {"Authorization": f"Bearer {KEY}", "Content-Type": "application/json", "Idempotency-Key": number}
    with urlopen(Request(f"{SERVICE}/v1/orders", json.dumps(asked).encode(), headers), timeout=30) as answer:
        return json.load(answer)


def page(title, body, status=200, forms=""):
    policy = ("default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'; connect-src 'self'; img-src data:; "
              f"form-action 'self' {forms}; base-uri 'none'; frame-ancestors 'none'")
    # With this referrer policy a form has an origin, and no secret.
    headers = {"Cache-Control": "no-store", "Referrer-Policy": "strict-origin", "Content-Security-Policy": policy}
    return HttpResponse(f"""<!doctype html><html lang="ja"><meta charset="utf-8"><meta name="viewport" content="width=device-width">
        <title>{title}｜ぶどう堂</title><link rel="stylesheet" href="/shop/shop.css"><link rel="icon" href="data:,">
        <header><a href="/shop/">ぶどう堂</a></header><main><h1>{title}</h1>{body}</main></html>""", status=status, headers=headers)


def webhooks(request):
    """Read as it came: the signature is over these bytes. Whoever answers 2xx has written it down."""
    try:
        event = Webhook(SECRET).verify(request.body, dict(request.headers))
    except (WebhookVerificationError, ValueError):  # a signature that is none at all is the second
        return HttpResponse(status=401)
    name = request.headers["webhook-id"]
    return HttpResponse(status=record(name, event) if re.fullmatch("evt_[0-9]+", name) else 400)


def record(name, event):
    """Genuine is not enough: it has to be about our order, and for the price that we asked for."""
    number, amount = event["data"].get("idempotency_key"), event["data"].get("amount")
    order = read_order(number)
    if not order:
        return 404  # not ours: another program has made it
    if event["type"] in ("order.paid", "contract.joined") and amount != order["amount"]:
        return 409
    write_once(FOLDER / number / name, event)  # sent twice, it is the same file
    return 204


def shop(request):
    forms = "".join(f"""<form method="post" action="/shop/orders"><p>{escape(it["item_name"])} {it["amount"]}円（税込）
        <button name="item" value="{name}">注文する</button></form>""" for name, it in GOODS.items())
    return page("ワインの店", forms)


def orders(request):
    goods = GOODS.get(request.POST.get("item"))
    if not goods:
        return HttpResponse(status=400)
    number = secrets.token_hex(16)
    (FOLDER / number).mkdir()
    write_once(FOLDER / number / "order", goods)
    return HttpResponseRedirect(f"/shop/orders/{number}", status=303)


def of_order(request, number):
    order = read_order(number)
    if not order:
        return page("ご注文が見つかりません", "", 404)
    told = events_of(number)
    if any(it["type"] in ("order.paid", "contract.joined") for it in told):
        rows = "".join(f"<li>{escape(it['data'].get('due_on') or it['timestamp'][:10])} {TOLD[it['type']]}（{it['data'].get('amount') or order['amount']}円）</li>"
                       for it in told if it["type"] in TOLD)
        return page("ありがとうございます", f"<p>{escape(order['item_name'])}</p><ul>{rows}</ul>")
    waiting = f'<p><a href="?returned">お支払いを確認する</a> <a href="/shop/orders/{number}">ご注文のページへ</a></p>'
    if "returned" in request.GET:  # the browser's return proves nothing
        return page("お支払いを確認しています", waiting)
    try:
        known = at_the_service(number, order)
    except OSError as error:  # refused, or away; the order is kept, and its page asks again
        print("the service says:", error, error.read().decode() if isinstance(error, HTTPError) else "", file=sys.stderr)
        return page("ただいまお手続きいただけません", waiting, 503)
    if known["html"]:
        return page("ご注文", known["html"], forms=known["element"]["destinations"])
    return page("お支払いを確認しています", waiting) if known["outcome"] in ("paid", "confirming") else page("このご注文は受付を終了しました", "")


urlpatterns = [path("", shop), path("shop/", shop), path("shop/orders", orders), path("shop/orders/<number>", of_order),
               path("shop/webhooks", webhooks), path("shop/shop.css", lambda _: HttpResponse(STYLE.read_text(), content_type="text/css"))]
if __name__ == "__main__":
    execute_from_command_line([sys.argv[0], "runserver", "--noreload", f"127.0.0.1:{os.environ['PORT']}"])
