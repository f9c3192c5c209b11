// What the element on the page has, of things that it has not to have: a list of what and where. An expression.
(() => {
    const suspects = {
        picture: 'img, picture, svg, canvas, object, embed, iframe',
        'what plays': 'audio, video',
        field: 'input:not([type=hidden]), select, textarea, [contenteditable]',
        shortcut: '[accesskey]',
        'a hint that only a pointer shows': '[title]',
        'what is dragged': '[draggable=true]',
        'a control that is called otherwise than it reads': ':is(a, button, summary):is([aria-label], [aria-labelledby])',
        'a control that is none': '[role=button], [role=link], [onclick], :not(a, button, summary)[tabindex="0"]',
        'a place in the order of Tab': '[tabindex]:not([tabindex="0"], [tabindex="-1"])',
    };
    // A name may say more than what is read on it, and has to say that, too.
    const saysMore = (it) => it.matches('button') && it.innerText && it.getAttribute('aria-label')?.includes(it.innerText);
    const { shadowRoot } = document.querySelector('kantan-checkout, kantan-result, kantan-subscriptions');
    return Object.entries(suspects).flatMap(([what, selector]) =>
        [...shadowRoot.querySelectorAll(selector)].filter((it) => !saysMore(it)).map((it) => `${what}: ${it.outerHTML.slice(0, 80)}`));
})()
