// What decides on the page's colours: the tree of what is on it, with all that the styles look at and without words. An
// expression.
(() => {
    const LOOKED_AT = ['class', 'hidden', 'aria-disabled', 'data-outcome'];
    const shape = (node) => {
        if (node instanceof Text) return node.data.trim() && '“”';
        if (!(node instanceof Element || node instanceof ShadowRoot) || node.localName === 'script') return '';
        const names = [...node.attributes ?? []].map(({ name, value }) => (LOOKED_AT.includes(name) ? `${name}=${value}` : name));
        const children = [...node.shadowRoot ? [node.shadowRoot] : [], ...node.childNodes].map(shape);
        return `${node.localName ?? '#'}[${names.sort()}](${children.join('')})`;
    };
    return shape(document.body);
})()
