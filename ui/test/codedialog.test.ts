import { flushSync, mount, unmount } from 'svelte';
import { expect, it } from 'vitest';
import CodeDialog from '../src/pages/connections/CodeDialog.svelte';

it('opens the port of edge boxes to the network, and not the pages', () => {
  const dialog = mount(CodeDialog, { target: document.body, props: { given: '', listening: false, taken: [], onclose: () => {} } });
  flushSync();
  expect(document.querySelector('.command')!.textContent!.split(' ')).toEqual(['./factfloor', 'run', '--edge-port', '8443', '--edge-bind', '0.0.0.0']);
  unmount(dialog);
});
