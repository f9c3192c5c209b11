// Asks every three seconds, for a minute, whether the payment is confirmed by now, and shows the result when it is. Without
// this script there is the link.
const notice = document.querySelector("#watching");
notice.textContent = notice.dataset.watching;
const pause = () => new Promise((over) => setTimeout(over, 3000));
for (let asked = 0; asked < 20; asked++) {
  await pause();
  try {
    const page = await fetch(location.href, { cache: "no-store", headers: { accept: "text/html" } });
    if (page.ok && !(await page.text()).includes('data-outcome="confirming"')) location.reload();
  } catch {
    // Away for a moment; it is asked again.
  }
}
notice.textContent = notice.dataset.slow;
