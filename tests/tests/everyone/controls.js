// Marks what Tab should come to with its number, in the order of the flat tree, takes the focus away, and says how many.
// An expression.
(() => {
    const controls = [];
    const visit = (node) => {
        if (!(node instanceof Element)) return;
        const isControl = node.matches('a[href], button, input:not([type=hidden]), select, textarea, summary, [tabindex]');
        if (isControl && node.tabIndex >= 0 && !node.disabled && node.checkVisibility({ visibilityProperty: true })) {
            controls.push(node);
        }
        const children = node.shadowRoot?.children ?? (node.matches('slot') && node.assignedElements().length > 0
            ? node.assignedElements() : node.children);
        [...children].forEach(visit);
    };
    visit(document.body);
    controls.forEach((control, number) => { control.numberInOrder = number; });
    let active = document.activeElement;
    while (active?.shadowRoot?.activeElement) active = active.shadowRoot.activeElement;
    active?.blur();
    // Tab begins anew at the page's start.
    getSelection().removeAllRanges();
    const first = document.createElement('span');
    first.tabIndex = -1;
    document.body.prepend(first);
    first.focus();
    first.remove();
    return controls.length;
})()
