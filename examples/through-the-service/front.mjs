// One origin for a trial on one machine: /shop/ is the shop's, everything else the service's. In production a proxy such
// as nginx or Caddy does this.
import http from "node:http";

const { FRONT_PORT, SHOP_URL, KANTAN_URL } = process.env;
http.createServer((request, response) => {
  const target = new URL(request.url, /^\/(shop\/.*)?$/.test(request.url.split("?")[0]) ? SHOP_URL : KANTAN_URL);
  const options = { method: request.method, headers: request.headers };
  const passed = http.request(target, options, (answer) => {
    response.writeHead(answer.statusCode, answer.headers);
    answer.pipe(response);
  });
  passed.on("error", () => response.headersSent ? response.destroy() : response.writeHead(502).end());
  request.pipe(passed);
}).listen(FRONT_PORT, "127.0.0.1");
