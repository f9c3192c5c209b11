<?php
// A shop in plain PHP that sells through the service: it makes orders by the API, shows the printed page as its own, and
// believes only signed webhooks. No library and no database: an order is a file, and so is each event about it.
// ../README.md tells how to start it.
declare(strict_types=1);
define('PUBLIC_URL', rtrim(getenv('PUBLIC_URL'), '/'));
define('FOLDER', getenv('DATA_DIR'));
// Names and prices are the shop's own: a browser says which of them it wants, and nothing else.
const GOODS = [
    'wine' => ['item_id' => 'wine-750ml', 'item_name' => '赤ワイン（750ml）', 'amount' => 3500,
        'lines' => [['name' => '赤ワイン 750ml', 'quantity' => 1, 'unit_amount' => 3000, 'tax_percent' => 10],
            ['name' => '送料', 'quantity' => 1, 'unit_amount' => 500, 'tax_percent' => 10]],
        'delivery' => 'ご注文から3日以内に発送します。'],
    'club' => ['item_id' => 'wine-club', 'item_name' => 'ワイン便毎月20日払い', 'amount' => 3000,
        'lines' => [['name' => 'ワイン便（送料込み）', 'quantity' => 1, 'unit_amount' => 3000, 'tax_percent' => 10]],
        'delivery' => '毎月、お支払い日から5日以内に発送します。',
        'recurring' => ['method' => 'fixed_term', 'timing' => ['kind' => 'day_of_month', 'months' => 1, 'day' => 20]]],
];
// What becomes of an order, in the words of its page.
const TOLD = [
    'order.paid' => 'お支払いが完了しました', 'contract.joined' => 'お申し込みが完了しました',
    'contract.charged' => '今月分のお支払いが完了しました', 'contract.charge_failed' => 'お支払いできませんでした',
    'contract.ended' => 'ご解約が完了しました', 'order.payment_failed' => 'お支払いできませんでした',
];

function read_order(mixed $number): ?array
{
    $file = FOLDER . "/$number/order";
    return preg_match('/^[0-9a-f]{32}$/D', (string) $number) && is_file($file) ? json_decode(file_get_contents($file), true) : null;
}
// Whole or not at all, and only the first time.
function write_once(string $file, array $content): void
{
    $new = "$file." . bin2hex(random_bytes(8));
    $handle = fopen($new, 'x');
    if (!$handle || !fwrite($handle, json_encode($content)) || !fsync($handle)) throw new RuntimeException("$new is not written");
    @link($new, $file);
    unlink($new);
    if (!is_file($file)) throw new RuntimeException("$file is not written");
}
function events_of(string $number): array
{
    $files = preg_grep('/evt_\d+$/D', glob(FOLDER . "/$number/*"));
    natsort($files);
    return array_map(fn($file) => json_decode(file_get_contents($file), true), $files);
}

// The order at the service. Asked again under the same key it is the same order, with its page as it is now.
function at_the_service(string $number, array $order): ?array
{
    $asked = $order + ['cancellation' => '未開封に限り、到着後8日以内に返品できます。',
        'contact' => ['name' => 'ぶどう堂', 'phone' => '03-0000-0000'],
        'return_url' => PUBLIC_URL . "/shop/orders/$number?returned", 'back_url' => PUBLIC_URL . '/shop/'];
    $headers = ['Authorization: Bearer ' . getenv('KANTAN_KEY'), 'Content-Type: application/json', "Idempotency-Key: $number"];
    $answer = @file_get_contents(getenv('KANTAN_URL') . '/v1/orders', false, stream_context_create(['http' => ['method' => 'POST',
        'header' => $headers, 'content' => json_encode($asked), 'ignore_errors' => true, 'timeout' => 30]]));
    if (preg_match('~ 20[01] ~', $http_response_header[0] ?? '')) return json_decode($answer, true);
    error_log("the service says: $answer"); // refused, or away; the order is kept, and its page asks again
    return null;
}

// A message with a right signature (Standard Webhooks) that was sent just now; null where it is neither. The signature is
// over the bytes as they came, and compared in a time that tells nothing of it.
function verified(string $body): ?array
{
    $header = fn($name) => $_SERVER["HTTP_WEBHOOK_$name"] ?? '';
    $key = base64_decode(preg_replace('/^whsec_/', '', getenv('KANTAN_WEBHOOK_SECRET')));
    $own = base64_encode(hash_hmac('sha256', "{$header('ID')}.{$header('TIMESTAMP')}.$body", $key, true));
    $is_recent = ctype_digit($header('TIMESTAMP')) && abs(time() - (int) $header('TIMESTAMP')) <= 300;
    foreach (explode(' ', $header('SIGNATURE')) as $signature) { // two while the secret is being changed
        if ($is_recent && hash_equals("v1,$own", $signature)) return json_decode($body, true);
    }
    return null;
}

// Genuine is not enough: it has to be about our order, and for the price that we asked for.
function record(string $id, array $event): int
{
    $data = $event['data'] ?? [];
    if (!preg_match('/^evt_\d+$/D', $id)) return 400;
    if (!($order = read_order($data['idempotency_key'] ?? ''))) return 404; // not ours: another program has made it
    $is_paid = in_array($event['type'], ['order.paid', 'contract.joined'], true);
    if ($is_paid && $data['amount'] !== $order['amount']) return 409;
    write_once(FOLDER . "/$data[idempotency_key]/$id", $event); // sent twice, it is the same file
    return 204;
}

function text(mixed $value): string { return htmlspecialchars((string) $value, ENT_QUOTES); }
function page(string $title, string $body, int $status = 200, string $forms = ''): never
{
    http_response_code($status);
    header('Cache-Control: no-store');
    header('Referrer-Policy: strict-origin'); // so that a form has an origin, and no secret
    header("Content-Security-Policy: default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'; connect-src 'self'; img-src data:; "
        . "form-action 'self' $forms; base-uri 'none'; frame-ancestors 'none'");
    exit("<!doctype html><html lang=\"ja\"><meta charset=\"utf-8\"><meta name=\"viewport\" content=\"width=device-width\">
        <title>{$title}｜ぶどう堂</title><link rel=\"stylesheet\" href=\"/shop/shop.css\"><link rel=\"icon\" href=\"data:,\">
        <header><a href=\"/shop/\">ぶどう堂</a></header><main><h1>$title</h1>$body</main></html>");
}
function answer(int $status): never { http_response_code($status); exit; }

$path = parse_url($_SERVER['REQUEST_URI'], PHP_URL_PATH);
$posted = $_SERVER['REQUEST_METHOD'] === 'POST';
if ($path === '/shop/webhooks' && $posted) { // whoever answers 2xx has written it down
    $event = verified(file_get_contents('php://input'));
    answer($event ? record($_SERVER['HTTP_WEBHOOK_ID'], $event) : 401);
}
if ($path === '/shop/shop.css') {
    header('Content-Type: text/css');
    exit(file_get_contents(__DIR__ . '/../shop.css'));
}
if ($path === '/shop/orders' && $posted) {
    $goods = GOODS[$_POST['item'] ?? ''] ?? answer(400);
    $number = bin2hex(random_bytes(16));
    mkdir(FOLDER . "/$number");
    write_once(FOLDER . "/$number/order", $goods);
    header("Location: /shop/orders/$number", true, 303);
    exit;
}
if ($path === '/' || $path === '/shop/') {
    $forms = '';
    foreach (GOODS as $id => $it) $forms .= "<form method=\"post\" action=\"/shop/orders\"><p>" . text($it['item_name'])
        . " $it[amount]円（税込） <button name=\"item\" value=\"$id\">注文する</button></form>";
    page('ワインの店', $forms);
}
$number = preg_match('~^/shop/orders/(\w+)$~D', $path, $found) ? $found[1] : '';
$order = read_order($number) ?? page('ご注文が見つかりません', '', 404);
$told = events_of($number);
if (array_intersect(array_column($told, 'type'), ['order.paid', 'contract.joined'])) {
    $rows = '';
    foreach ($told as ['type' => $type, 'timestamp' => $at, 'data' => $data]) {
        if (isset(TOLD[$type])) $rows .= '<li>' . text($data['due_on'] ?? substr($at, 0, 10)) . ' ' . TOLD[$type] . '（' . ($data['amount'] ?? $order['amount']) . '円）</li>';
    }
    page('ありがとうございます', '<p>' . text($order['item_name']) . "</p><ul>$rows</ul>");
}
$waiting = "<p><a href=\"?returned\">お支払いを確認する</a> <a href=\"/shop/orders/$number\">ご注文のページへ</a></p>";
if (isset($_GET['returned'])) page('お支払いを確認しています', $waiting); // the browser's return proves nothing
$known = at_the_service($number, $order) ?? page('ただいまお手続きいただけません', $waiting, 503);
['html' => $html, 'element' => $element, 'outcome' => $outcome] = $known;
if ($html) page('ご注文', $html, 200, $element['destinations']);
if ($outcome === 'paid' || $outcome === 'confirming') page('お支払いを確認しています', $waiting);
page('このご注文は受付を終了しました', '');
