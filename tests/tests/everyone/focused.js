// What has the focus: its number in the page's order, its words, and what is wrong with how it is seen. An expression.
(() => {
    let active = document.activeElement;
    while (active?.shadowRoot?.activeElement) active = active.shadowRoot.activeElement;
    if (!active || active === document.body) return { number: null, what: 'nothing', wrong: [] };
    const wrong = [];
    const above = (it) => it.assignedSlot ?? it.parentElement ?? it.getRootNode().host;
    const channels = (colour) => {
        const [red, green, blue, alpha = 1] = colour.match(/[\d.]+/g).map(Number);
        return { alpha, light: [red, green, blue].map((value) => {
            const part = value / 255;
            return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
        }).reduce((sum, part, index) => sum + part * [0.2126, 0.7152, 0.0722][index], 0) };
    };
    const style = getComputedStyle(active);
    const width = parseFloat(style.outlineWidth);
    if (style.outlineStyle === 'none' || width < 2) wrong.push(`its ring is ${style.outline}`);
    // The ring stands outside: what is behind it is what the element stands on.
    let ground = 'rgb(255, 255, 255)';
    for (let it = above(active); it; it = above(it)) {
        const colour = getComputedStyle(it).backgroundColor;
        if (channels(colour).alpha === 1) { ground = colour; break; }
    }
    const contrast = (one, other) => {
        const [light, dark] = [channels(one).light, channels(other).light].sort((left, right) => right - left);
        return (light + 0.05) / (dark + 0.05);
    };
    const ring = contrast(style.outlineColor, ground);
    if (style.outlineStyle !== 'auto' && ring < 3) wrong.push(`its ring has a contrast of ${ring.toFixed(2)}`);
    // What looks like a button is seen to be one by its edge or by what it is filled with; one that cannot be pressed now is
    // exempt.
    if (active.matches(':is(button, [part~=step]):not([aria-disabled=true])')) {
        const fill = channels(style.backgroundColor).alpha === 1 ? contrast(style.backgroundColor, ground) : 1;
        const edge = Math.max(parseFloat(style.borderTopWidth) > 0 ? contrast(style.borderTopColor, ground) : 1, fill);
        if (edge < 3) wrong.push(`its edge has a contrast of ${edge.toFixed(2)}`);
    }
    const rects = [...active.getClientRects()];
    const isSeen = rects.some(({ left, top, width, height }) => {
        const hit = active.getRootNode().elementFromPoint(left + width / 2, top + height / 2);
        return hit && (active.contains(hit) || hit.contains(active));
    });
    if (!isSeen) wrong.push('it is not in sight');
    return { number: active.numberInOrder ?? null, what: active.innerText?.trim().slice(0, 30) || active.outerHTML.slice(0, 60), wrong };
})()
