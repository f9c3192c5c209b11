// What is wrong with the place of the page's texts, as a list of sentences. An expression.
(() => {
    const found = [];
    const page = document.scrollingElement;
    if (page.scrollWidth > innerWidth + 1) found.push(`the page is ${page.scrollWidth} wide in ${innerWidth}`);
    const roots = [document];
    for (const root of roots) for (const it of root.querySelectorAll('*')) if (it.shadowRoot) roots.push(it.shadowRoot);
    const above = (it) => it.assignedSlot ?? it.parentElement ?? it.getRootNode().host;
    const isUnseen = (element) => {
        for (let it = element; it; it = above(it)) {
            if (it.matches('script, style, template, option')) return true;
            const { width, height } = it.getBoundingClientRect();
            if (getComputedStyle(it).overflow === 'hidden' && width <= 1 && height <= 1) return true;
        }
        return !element.checkVisibility({ visibilityProperty: true });
    };
    const cutters = (element) => {
        const list = [];
        for (let it = element; it && it !== page && it !== document.body; it = above(it)) {
            if (getComputedStyle(it).overflow !== 'visible') list.push(it);
        }
        return list;
    };
    const placed = [];
    for (const root of roots) {
        const texts = document.createTreeWalker(root, NodeFilter.SHOW_TEXT);
        while (texts.nextNode()) {
            const node = texts.currentNode;
            const text = node.data.trim();
            if (text === '' || isUnseen(node.parentElement ?? root.host)) continue;
            const range = document.createRange();
            range.selectNodeContents(node);
            const rects = [...range.getClientRects()].filter(({ width, height }) => width > 1 && height > 1);
            if (rects.length === 0) continue;
            const say = text.length > 24 ? `${text.slice(0, 24)}…` : text;
            for (const { left, right } of rects) {
                if (left < -1 || right > innerWidth + 1) found.push(`“${say}” lies outside the window`);
            }
            for (const cutter of cutters(node.parentElement ?? root.host)) {
                const edge = cutter.getBoundingClientRect();
                const isCut = rects.some(({ left, right, top, bottom }) =>
                    left < edge.left - 2 || right > edge.right + 2 || top < edge.top - 2 || bottom > edge.bottom + 2);
                if (isCut) found.push(`“${say}” is cut by ${cutter.outerHTML.slice(0, 60)}`);
            }
            const lines = new Set(rects.map(({ top }) => Math.round(top))).size;
            if (text.length >= 6 && text.length / lines < 2) found.push(`“${say}” stands in ${lines} lines`);
            for (const rect of rects) placed.push({ say, node, rect });
        }
    }
    placed.sort((one, other) => one.rect.top - other.rect.top);
    placed.forEach(({ say, node, rect }, index) => {
        for (let next = index + 1; next < placed.length && placed[next].rect.top < rect.bottom; next += 1) {
            const other = placed[next];
            const high = Math.min(rect.bottom, other.rect.bottom) - other.rect.top;
            const wide = Math.min(rect.right, other.rect.right) - Math.max(rect.left, other.rect.left);
            // Lines of text touch by the height of their letters' boxes.
            const isOver = high > Math.min(rect.height, other.rect.height) * 0.5 && wide > 2;
            if (other.node !== node && isOver) found.push(`“${other.say}” lies over “${say}”`);
        }
    });
    return found;
})()
