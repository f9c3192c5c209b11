"""A shop in Python with Django that signs by itself: order, jump to au, notification, paid. No database: an order is a
file, and "paid" is a second file that can be made only once. ../README.md tells how to start it."""
import hashlib, hmac, json, os, re, secrets, sys
from contextlib import suppress
from datetime import datetime, timedelta, timezone
from pathlib import Path
from urllib.parse import unquote_to_bytes, urlsplit

from django.conf import settings
from django.core.management import execute_from_command_line
from django.http import Http404, HttpResponse, HttpResponseRedirect, JsonResponse
from django.urls import path
from django.utils.html import escape
from django.views.static import serve

settings.configure(ALLOWED_HOSTS=["*"], ROOT_URLCONF=__name__, SECRET_KEY=secrets.token_hex(16),
                   MIDDLEWARE=["django.middleware.common.CommonMiddleware"])
PUBLIC_URL, GATEWAY, KEY = (os.environ[name] for name in ("PUBLIC_URL", "SBPS_PURCHASE_URL", "SBPS_HASH_KEY"))
FOLDER, ELEMENT = Path(os.environ["DATA_DIR"]), os.environ["ELEMENT_DIR"]
JAPAN = timezone(timedelta(hours=9))
GOODS = {"item_id": "wine-3000", "item_name": "赤ワイン（ハーフ）", "amount": 3500, "tax": 318,
         "lines": [{"name": "赤ワイン 375ml", "quantity": 1, "amount": 3000}, {"name": "送料", "quantity": 1, "amount": 500}],
         "delivery": "ご注文から3日以内に発送します。",
         "cancellation": "未開封に限り、到着後8日以内に返品できます。送料はお客さまのご負担です。"}
ECHOED = """pay_method merchant_id service_id cust_code sps_cust_no sps_payment_no order_id item_id pay_item_id item_name
    tax amount pay_type auto_charge_type service_type div_settele last_charge_month camp_type tracking_id terminal_type""".split()
ANSWERED = ECHOED + """free1 free2 free3 free_csv request_date res_pay_method res_result res_tracking_id res_sps_cust_no
    res_sps_payment_no res_payinfo_key res_payment_date res_err_code res_date limit_second""".split()


def checksum(values):
    """SHA-1 over the values (bytes) in their order, half-width spaces around each removed, and the hash key at last."""
    return hashlib.sha1(b"".join(value.strip(b" ") for value in values) + KEY.encode()).hexdigest()


def purchase_request(order):
    """A01-1. The form travels in Shift_JIS; the checksum is made of the same text in UTF-8. An order_id is never used
    twice, so that each time the payer is sent to au the request is a new one."""
    own = f"{PUBLIC_URL}/orders/{order['order_reference']}"
    fields = dict.fromkeys(ECHOED, "")
    fields.update({name: str(order[name]) for name in ("cust_code", "item_id", "item_name", "tax", "amount")})
    fields.update(pay_method="auone", merchant_id=os.environ["SBPS_MERCHANT_ID"], pay_type="0", service_type="0",
                  service_id=os.environ["SBPS_SERVICE_ID"], terminal_type="0",
                  order_id=f"{order['order_reference']}-{secrets.token_hex(8)}")
    fields.update(success_url=f"{own}/return/success", cancel_url=f"{own}/return/cancel", error_url=f"{own}/return/error",
                  pagecon_url=f"{PUBLIC_URL}/notifications", free1="", free2="", free3="", free_csv="",
                  request_date=datetime.now(JAPAN).strftime("%Y%m%d%H%M%S"), limit_second="600")
    return [*fields.items(), ("sps_hashcode", checksum(value.encode() for value in fields.values()))]


def received(body, by_browser):
    """What the gateway sent, decoded from Shift_JIS, or None where the checksum is wrong. What is missing is blank, and
    what nobody knows is passed over. The browser's return is hashed in Shift_JIS as it came; a notification in UTF-8."""
    pairs = (pair.partition(b"=") for pair in body.replace(b"+", b" ").split(b"&"))
    raw = {name.decode("ascii", "replace"): unquote_to_bytes(value).rstrip(b"\r\n") for name, _, value in pairs}
    told = {name: raw.get(name, b"").decode("cp932", "replace") for name in [*ANSWERED, "sps_hashcode"]}
    own = checksum(raw.get(name, b"") if by_browser else told[name].encode() for name in ANSWERED)
    genuine = hmac.compare_digest(own.encode(), told["sps_hashcode"].strip().lower().encode())
    return {name: value.strip() for name, value in told.items()} if genuine else None


def record(told):
    """Genuine is not enough: it has to be our order, for the amount that we asked for, and paid once."""
    if not told:
        return "NG,checksum"
    order = read_order(told["order_id"].split("-")[0])
    if not order or told["cust_code"] != order["cust_code"]:
        return "NG,unknown order"
    if told["res_result"] != "OK" or told["amount"] != str(order["amount"]):  # not paid: the payer may try again
        return "NG,another amount" if told["res_result"] == "OK" else "OK,"
    paid = FOLDER / f"{order['order_reference']}.paid"
    fresh = paid.with_suffix("." + secrets.token_hex(8))
    with open(fresh, "w") as file:
        file.write(told["res_tracking_id"])
        file.flush()
        os.fsync(file.fileno())
    with suppress(FileExistsError):
        os.link(fresh, paid)  # whole or not at all, and only the first one
    fresh.unlink()
    return "OK," if paid.read_text() == told["res_tracking_id"] else "NG,paid already"


def read_order(reference):
    file = FOLDER / f"{reference}.json"
    return json.loads(file.read_text()) if re.fullmatch("[0-9a-f]{16}", reference) and file.is_file() else None


def page(title, body):
    return HttpResponse(f"<!doctype html><html lang=ja><meta charset=utf-8><meta name=viewport content='width=device-width'>"
                        f"<title>{title}</title><main><h1>{title}</h1>{body}</main></html>",
                        headers={"Cache-Control": "no-store", "Referrer-Policy": "strict-origin"})


def orders(request):
    order = {"order_reference": secrets.token_hex(8), "cust_code": "c" + secrets.token_hex(12), **GOODS}
    (FOLDER / f"{order['order_reference']}.json").write_text(json.dumps(order))
    return HttpResponseRedirect(f"/orders/{order['order_reference']}", status=303)


def of_order(request, reference, step=""):
    order, own = read_order(reference), f"/orders/{reference}"
    if not order:
        raise Http404
    paid = (FOLDER / f"{reference}.paid").exists()
    if step == "result":
        title = "お支払いを確認しています" if "confirming" in request.GET else "お支払いは完了していません"
        links = f"<p><a href='{own}/result?confirming'>もう一度確認する</a> <a href='{own}'>ご注文に戻る</a></p>"
        return page("お支払いが完了しました", "") if paid else page(title, links)
    if step.startswith("return/"):  # the browser comes back: proof of nothing, the notification is
        told = step == "return/success" and received(request.body, by_browser=True)
        sure = told and told["order_id"].startswith(f"{reference}-")
        return HttpResponseRedirect(f"{own}/result{'?confirming' if sure else ''}", status=303)
    if step == "pay" and request.content_type == "application/json":  # the element asks
        return answer_element(order, json.loads(request.body), paid, f"{own}/result")
    if paid:
        return HttpResponseRedirect(f"{own}/result", status=303)
    if step == "pay":  # a browser without script
        return HttpResponseRedirect(f"{own}/jump", status=303)
    if step == "jump":  # signed anew whenever it is shown
        inputs = "".join(f"<input type=hidden name={name} value='{escape(value)}'>" for name, value in purchase_request(order))
        return page("auの画面へ", f"<form method=post action='{escape(GATEWAY)}' accept-charset=Shift_JIS>{inputs}<button>auの画面へ進む</button></form>")
    shown = json.dumps({name: value for name, value in order.items() if name != "cust_code"}).replace("<", "\\u003c")
    origin = "{0.scheme}://{0.netloc}".format(urlsplit(GATEWAY))
    return page("ご注文内容の確認", f"""<script type=module src=/kantan-checkout.js></script>
        <kantan-checkout endpoint='{own}/pay' destinations='{escape(origin)}'><script type='application/json'>{shown}</script>
        <form method=post action='{own}/pay'><dl><dt>商品<dd>{order['item_name']}<dt>お支払い総額（税込）<dd>{order['amount']}円
        <dt>お支払い時期<dd>ご注文時<dt>引渡時期<dd>{order['delivery']}<dt>返品<dd>{order['cancellation']}</dl>
        <button>注文を確定して支払う</button></form></kantan-checkout>""")


def answer_element(order, asked, paid, result_url):
    current = {name: order[name] for name in ("item_id", "item_name", "amount", "tax")}
    shown = asked.get("displayed") or {}
    if not paid and all(shown.get(name) == value for name, value in current.items()):
        return JsonResponse({"action": GATEWAY, "accept_charset": "Shift_JIS", "fields": purchase_request(order)})
    code, more = ("order_paid", {"result_url": result_url}) if paid else ("displayed_differs", {"current": current})
    problem = {"type": "about:blank", "title": code, "status": 409, "detail": code, "code": code, **more}
    return JsonResponse(problem, status=409, content_type="application/problem+json")


def notifications(request):
    return HttpResponse(record(received(request.body, by_browser=False)), content_type="text/csv; charset=Shift_JIS")


buy = "<form method=post action=/orders><button>赤ワインを注文する</button></form>"
urlpatterns = [path("", lambda request: page("ワインの店", buy)), path("orders", orders),
               path("notifications", notifications), path("orders/<reference>", of_order),
               path("orders/<reference>/<path:step>", of_order), path("<path:path>", serve, {"document_root": ELEMENT})]
if __name__ == "__main__":
    execute_from_command_line([sys.argv[0], "runserver", "--noreload", f"127.0.0.1:{os.environ['PORT']}"])
