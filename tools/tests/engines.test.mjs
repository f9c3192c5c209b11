// The table of what is tested in which engine, beside the script that runs it and the tests that it names.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';

const root = new URL('../../', import.meta.url);
const read = (path) => readFileSync(new URL(path, root), 'utf8');
const script = read('tools/engines.sh');
const list = /^journeys=\(\n([^)]*)\)/m.exec(script)[1].trim().split(/\s+/);
const section = read('docs/embedding.md').split('\n### Three engines\n')[1].split(/\n##/)[0];
const [head, , ...rows] = section.split('\n').filter((line) => line.startsWith('|')).map((line) => line.slice(2, -2).split(' | '));

test('every journey has its row, and every row its journey', () => {
    assert.ok(list.length >= 14, list.join(' '));
    assert.deepEqual(rows.map((row) => row[1]), list.map((journey) => `\`${journey}\``));
});

test('a row says yes for the engines that run it, and the script runs the whole list in each', () => {
    const others = /set -- ([a-z ]+)$/m.exec(script)[1].split(' ');
    assert.deepEqual(head.slice(2).map((name) => name.toLowerCase()), ['chromium', ...others]);
    assert.ok(script.includes('-- --test-threads 3 "${journeys[@]}"'), 'the list is what runs, without an exception');
    for (const row of rows) assert.deepEqual(row.slice(2), head.slice(2).map(() => 'yes'), row[0]);
});

test('every journey is the beginning of a test that is there', () => {
    for (const journey of list) {
        const [module, beginning] = journey.split('::');
        const source = read(`tests/tests/system/${module}.rs`);
        assert.match(source, new RegExp(`#\\[tokio::test\\]\\nasync fn ${beginning}`), journey);
    }
});
