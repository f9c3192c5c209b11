// Every proof that docs/promises.md names is there: a file, or a target of the Makefile.
import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { test } from 'node:test';

const HEAD = '| 約束 | promise | proof |';
const root = new URL('../../', import.meta.url);
const read = (path) => readFileSync(new URL(path, root), 'utf8');

test('each promise has proofs, and all of them are there', () => {
    const rows = read('docs/promises.md').split('\n').filter((line) => /^\| [^-]/.test(line) && line !== HEAD);
    assert.ok(rows.length >= 24, `${rows.length} promises`);
    const targets = new Set([...read('Makefile').matchAll(/^([a-z]+):/gm)].map(([, name]) => name));
    for (const row of rows) {
        const cells = row.split(' | ');
        assert.equal(cells.length, 3, row);
        const proofs = [...cells[2].matchAll(/`([^`]+)`/g)].map(([, proof]) => proof);
        assert.ok(proofs.length > 0, row);
        for (const proof of proofs) {
            const target = /^make ([a-z]+)$/.exec(proof)?.[1];
            const isThere = target ? targets.has(target) : existsSync(new URL(proof, root));
            assert.ok(isThere, `${proof} is not there: ${row}`);
        }
    }
});

test('the promises stand by section, and both READMEs lead to each', () => {
    const sections = read('docs/promises.md').split(/^## /m).slice(1);
    assert.ok(sections.length >= 8, `${sections.length} sections`);
    for (const section of sections) {
        const [title, ...lines] = section.split('\n');
        assert.ok(lines.includes(HEAD) && lines.filter((line) => /^\| [^-]/.test(line)).length > 2, `${title} has promises`);
        const anchor = title.toLowerCase().replace(/[^\p{L}\p{N} -]/gu, '').replace(/ /g, '-');
        for (const readme of ['README.md', 'README.en.md']) assert.ok(read(readme).includes(`docs/promises.md#${anchor})`), `${readme}: ${anchor}`);
    }
});
