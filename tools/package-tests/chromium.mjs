// Pages as a browser shows them: a server of the page and what it needs, and Chromium, driven by puppeteer.
import { createReadStream, existsSync, mkdtempSync, rmSync, statSync } from "node:fs";
import { createServer } from "node:http";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { extname, join } from "node:path";

const puppeteer = createRequire(process.env.KANTAN_SHOPS)("puppeteer-core");
const TYPES = { ".html": "text/html; charset=utf-8", ".js": "text/javascript", ".css": "text/css", ".wasm": "application/wasm" };

/** Serves pages by their path, each `{ html, headers }`, and what else there is from a folder. Counts what is asked of `/ask`. */
export async function serve(folder, pages) {
  const shop = { asked: 0 };
  const server = createServer((request, response) => {
    const path = new URL(request.url, "http://shop").pathname;
    if (path === "/ask") {
      shop.asked += 1;
      response.writeHead(409, { "Content-Type": "application/problem+json" }).end('{"code":"displayed_differs"}');
    } else if (pages[path]) {
      response.writeHead(200, { "Content-Type": TYPES[".html"], ...pages[path].headers }).end(pages[path].html);
    } else {
      const file = join(folder, path);
      if (!existsSync(file) || !statSync(file).isFile()) return response.writeHead(404).end();
      response.writeHead(200, { "Content-Type": TYPES[extname(file)] ?? "text/plain" });
      createReadStream(file).pipe(response);
    }
  });
  await new Promise((ready) => server.listen(0, "127.0.0.1", ready));
  shop.address = `http://127.0.0.1:${server.address().port}`;
  shop.close = () => {
    server.closeAllConnections();
    server.close();
  };
  return shop;
}

/** Opens Chromium; `page()` gives a page, which notes what the console says and what nobody caught. */
export async function chromium() {
  const profile = mkdtempSync(join(tmpdir(), "kantan-shops-"));
  const args = ["--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", "--no-first-run"];
  const browser = await puppeteer.launch({ executablePath: process.env.KANTAN_CHROMIUM, userDataDir: profile, args, protocolTimeout: 120_000 });
  return {
    async page() {
      const page = await browser.newPage();
      page.setDefaultTimeout(30_000);
      page.complaints = [];
      page.on("pageerror", (error) => page.complaints.push(String(error)));
      page.on("console", (message) => {
        // What a server refuses is told by the browser itself.
        const isOurs = ["error", "warn"].includes(message.type()) && !message.text().startsWith("Failed to load resource");
        if (isOurs) page.complaints.push(message.text());
      });
      return page;
    },
    async close() {
      await browser.close();
      rmSync(profile, { recursive: true, force: true });
    },
  };
}
