/** Scrolls a row of links sideways until that of the page shown is seen; it may lie beyond a phone's edge. */
export function showCurrent(row: HTMLElement) {
  const current = row.querySelector<HTMLElement>('[aria-current]');
  if (current) row.scrollLeft = current.offsetLeft - row.offsetLeft - (row.clientWidth - current.offsetWidth) / 2;
}
