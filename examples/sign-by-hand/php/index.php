<?php
// A shop in plain PHP that signs by itself: order, jump to au, notification, paid. No library, no database: an order
// is a file, and "paid" is a second file that can be made only once. ../README.md tells how to start it.
declare(strict_types=1);
mb_internal_encoding('UTF-8');
date_default_timezone_set('Asia/Tokyo'); // request_date is Japan's time, wherever the server stands
define('PUBLIC_URL', rtrim(getenv('PUBLIC_URL'), '/'));
define('GATEWAY', getenv('SBPS_PURCHASE_URL'));
define('FOLDER', getenv('DATA_DIR'));
const GOODS = ['item_id' => 'wine-3000', 'item_name' => '赤ワイン（ハーフ）', 'amount' => 3500, 'tax' => 318,
    'lines' => [['name' => '赤ワイン 375ml', 'quantity' => 1, 'amount' => 3000],
        ['name' => '送料', 'quantity' => 1, 'amount' => 500]],
    'delivery' => 'ご注文から3日以内に発送します。',
    'cancellation' => '未開封に限り、到着後8日以内に返品できます。送料はお客さまのご負担です。'];
const ECHOED = ['pay_method', 'merchant_id', 'service_id', 'cust_code', 'sps_cust_no', 'sps_payment_no', 'order_id',
    'item_id', 'pay_item_id', 'item_name', 'tax', 'amount', 'pay_type', 'auto_charge_type', 'service_type',
    'div_settele', 'last_charge_month', 'camp_type', 'tracking_id', 'terminal_type'];
const ANSWERED = [...ECHOED, 'free1', 'free2', 'free3', 'free_csv', 'request_date', 'res_pay_method', 'res_result',
    'res_tracking_id', 'res_sps_cust_no', 'res_sps_payment_no', 'res_payinfo_key', 'res_payment_date', 'res_err_code',
    'res_date', 'limit_second'];

// SHA-1 over the values in their order, half-width spaces around each removed, and the hash key after the last.
function checksum(array $values): string
{
    return sha1(implode('', array_map(fn($value) => trim((string) $value, ' '), $values)) . getenv('SBPS_HASH_KEY'));
}

// A01-1. The form travels in Shift_JIS; the checksum is made of the same text in UTF-8. An order_id is never used twice,
// so that each time the payer is sent to au the request is a new one.
function purchase_request(array $order): array
{
    $own = PUBLIC_URL . "/orders/$order[order_reference]";
    $fields = array_fill_keys(ECHOED, '');
    $fields['pay_method'] = 'auone';
    $fields['merchant_id'] = getenv('SBPS_MERCHANT_ID');
    $fields['service_id'] = getenv('SBPS_SERVICE_ID');
    $fields['cust_code'] = $order['cust_code'];
    $fields['order_id'] = $order['order_reference'] . '-' . bin2hex(random_bytes(8));
    foreach (['item_id', 'item_name', 'tax', 'amount'] as $name) $fields[$name] = (string) $order[$name];
    $fields['pay_type'] = $fields['service_type'] = $fields['terminal_type'] = '0';
    $fields += ['success_url' => "$own/return/success", 'cancel_url' => "$own/return/cancel",
        'error_url' => "$own/return/error", 'pagecon_url' => PUBLIC_URL . '/notifications',
        'free1' => '', 'free2' => '', 'free3' => '', 'free_csv' => '',
        'request_date' => date('YmdHis'), 'limit_second' => '600'];
    return $fields + ['sps_hashcode' => checksum($fields)];
}

// What the gateway sent, decoded from Shift_JIS, or nothing where the checksum is wrong. What is missing is blank, and
// what nobody knows is passed over. The browser's return is hashed as it came, in Shift_JIS; a notification in UTF-8.
function received(bool $by_browser): ?array
{
    $raw = [];
    foreach (explode('&', file_get_contents('php://input')) as $pair) {
        [$name, $value] = array_pad(explode('=', $pair, 2), 2, '');
        $raw[urldecode($name)] = rtrim(urldecode($value), "\r\n");
    }
    $sent = array_map(fn($value) => mb_convert_encoding($value, 'UTF-8', 'SJIS-win'), $raw);
    $values = array_map(fn($name) => ($by_browser ? $raw : $sent)[$name] ?? '', ANSWERED);
    $genuine = hash_equals(checksum($values), strtolower($sent['sps_hashcode'] ?? ''));
    return $genuine ? array_map('trim', $sent) + array_fill_keys(ANSWERED, '') : null;
}

// Genuine is not enough: it has to be our order, for the amount that we asked for, and paid once.
function record_notification(): string
{
    if (!($told = received(false))) return 'NG,checksum';
    $order = read_order(explode('-', $told['order_id'])[0]);
    if (!$order || $told['cust_code'] !== $order['cust_code']) return 'NG,unknown order';
    if ($told['res_result'] !== 'OK') return 'OK,'; // not paid; the payer may try again
    if ((int) $told['amount'] !== $order['amount']) return 'NG,another amount';
    $paid = FOLDER . "/$order[order_reference].paid";
    $new = "$paid." . bin2hex(random_bytes(8));
    file_put_contents($new, $told['res_tracking_id']);
    @link($new, $paid); // whole or not at all, and only the first one
    unlink($new);
    return file_get_contents($paid) === $told['res_tracking_id'] ? 'OK,' : 'NG,paid already';
}

function read_order(string $reference): ?array
{
    $file = FOLDER . "/$reference.json";
    return preg_match('/^[0-9a-f]{16}$/', $reference) && is_file($file) ? json_decode(file_get_contents($file), true) : null;
}

function leave(string $address, int $status = 303): never { http_response_code($status); header("Location: $address"); exit; }
function text(mixed $value): string { return htmlspecialchars((string) $value, ENT_QUOTES); }
function answer_json(mixed $value, int $status = 200): never
{
    http_response_code($status);
    header('Content-Type: ' . ($status === 200 ? 'application/json' : 'application/problem+json'));
    exit(json_encode($value, JSON_UNESCAPED_UNICODE | JSON_HEX_TAG));
}
function page(string $title, string $body, int $status = 200): never
{
    http_response_code($status);
    header('Cache-Control: no-store');
    header('Referrer-Policy: strict-origin');
    exit("<!doctype html><html lang='ja'><meta charset='utf-8'><meta name='viewport' content='width=device-width'>"
        . "<title>$title</title><main><h1>$title</h1>$body</main></html>");
}

$path = parse_url($_SERVER['REQUEST_URI'], PHP_URL_PATH);
$posted = $_SERVER['REQUEST_METHOD'] === 'POST';
if ($path === '/') page('ワインの店', "<form method='post' action='/orders'><button>赤ワインを注文する</button></form>");
if ($path === '/orders' && $posted) {
    $order = ['order_reference' => bin2hex(random_bytes(8)), 'cust_code' => 'c' . bin2hex(random_bytes(12))] + GOODS;
    file_put_contents(FOLDER . "/$order[order_reference].json", json_encode($order));
    leave("/orders/$order[order_reference]");
}
if ($path === '/notifications' && $posted) {
    header('Content-Type: text/csv; charset=Shift_JIS');
    exit(record_notification());
}
if (!preg_match('~^/orders/([0-9a-f]{16})(/pay|/jump|/return/(success|cancel|error)|/result)?$~', $path, $found)) return false;
$order = read_order($found[1]) ?? page('ご注文が見つかりません', '', 404);
$own = "/orders/$found[1]";
$paid = is_file(FOLDER . "/$found[1].paid");
switch ($found[2] ?? '') {
    case '/pay': // the element asks with JSON, a browser without script by a form
        if (!str_starts_with($_SERVER['CONTENT_TYPE'] ?? '', 'application/json')) leave("$own/jump");
        $displayed = (array) (json_decode(file_get_contents('php://input'), true)['displayed'] ?? []);
        $same = array_intersect_key($order, array_flip(['item_id', 'item_name', 'amount', 'tax']));
        $problem = fn($code, $detail, $more = []) => answer_json(['type' => 'about:blank', 'title' => $code,
            'status' => 409, 'detail' => $detail, 'code' => $code] + $more, 409);
        if ($paid) $problem('order_paid', 'お支払い済みです。', ['result_url' => "$own/result"]);
        if (array_intersect_key($displayed, $same) != $same) $problem('displayed_differs', '表示と異なります。', ['current' => $same]);
        $pairs = [];
        foreach (purchase_request($order) as $name => $value) $pairs[] = [$name, $value];
        answer_json(['action' => GATEWAY, 'accept_charset' => 'Shift_JIS', 'fields' => $pairs]);
    case '/jump': // signed anew whenever it is shown
        if ($paid) leave("$own/result");
        $inputs = '';
        foreach (purchase_request($order) as $name => $value) $inputs .= "<input type='hidden' name='$name' value='" . text($value) . "'>";
        page('auの画面へ', "<form method='post' action='" . text(GATEWAY) . "' accept-charset='Shift_JIS'>$inputs<button>auの画面へ進む</button></form>");
    case '/result':
        page($paid ? 'お支払いが完了しました' : (isset($_GET['confirming']) ? 'お支払いを確認しています' : 'お支払いは完了していません'),
            $paid ? '' : "<p><a href='$own/result?confirming'>もう一度確認する</a> <a href='$own'>ご注文に戻る</a></p>");
    case '': // the element, and in it the same order for a browser without script
        if ($paid) leave("$own/result");
        $rows = "<dt>商品<dd>$order[item_name]<dt>お支払い総額（税込）<dd>$order[amount]円<dt>お支払い時期<dd>ご注文時<dt>引渡時期<dd>$order[delivery]<dt>返品<dd>$order[cancellation]";
        $shown = json_encode(array_diff_key($order, ['cust_code' => '']), JSON_UNESCAPED_UNICODE | JSON_HEX_TAG);
        page('ご注文内容の確認', "<script type='module' src='/kantan-checkout.js'></script><kantan-checkout endpoint='$own/pay' destinations='"
            . text(preg_replace('~^(https?://[^/]+).*~', '$1', GATEWAY)) . "'><script type='application/json'>$shown</script>"
            . "<form method='post' action='$own/pay'><dl>$rows</dl><button>注文を確定して支払う</button></form></kantan-checkout>");
    default: // the browser comes back: proof of nothing, the notification is
        leave("$own/result" . ($found[3] === 'success' && str_starts_with(received(true)['order_id'] ?? '', "$found[1]-") ? '?confirming' : ''));
}
