// Notes, in order, what live regions say and what takes the focus, shadow roots included. Runs before the page's scripts.
(() => {
    window.told = [];
    const LIVE = '[role=alert], [role=status], [aria-live]:not([aria-live=off])';
    const said = new WeakMap();
    const words = (element) => (element.textContent ?? '').replace(/\s+/g, ' ').trim();
    const say = (region) => {
        const text = words(region);
        if (text === (said.get(region) ?? '')) return;
        said.set(region, text);
        const isAlert = region.matches('[role=alert], [aria-live=assertive]');
        if (text !== '') window.told.push(`${isAlert ? 'interrupts' : 'announces'}: ${text}`);
    };
    const watch = (root) => new MutationObserver((records) => {
        const regions = new Set();
        for (const { target, addedNodes } of records) {
            const element = target instanceof Element ? target : target.parentElement;
            const region = element?.closest(LIVE);
            if (region) regions.add(region);
            for (const node of addedNodes) {
                if (!(node instanceof Element)) continue;
                // Only what is an alert is read out when it comes into the page with its words.
                for (const it of [node, ...node.querySelectorAll('*')]) if (it.matches('[role=alert]')) regions.add(it);
            }
        }
        regions.forEach(say);
    }).observe(root, { childList: true, characterData: true, subtree: true });
    watch(document);
    const attach = Element.prototype.attachShadow;
    Element.prototype.attachShadow = function (options) {
        const root = attach.call(this, options);
        watch(root);
        // Focus that moves within a root is not told outside of it.
        root.addEventListener('focusin', (event) => {
            const [element] = event.composedPath();
            const name = element.getAttribute('aria-label');
            window.told.push(`focus: ${element.getAttribute('role') ?? element.localName} “${name ?? words(element)}”`);
        });
        return root;
    };
})();
