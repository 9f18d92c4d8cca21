/** Remembers what has the focus, and gives it back once what was opened from there is gone. */
export function focusBack(): () => void {
  const before = document.activeElement;
  return () => {
    if (before instanceof HTMLElement && before.isConnected) before.focus({ preventScroll: true });
  };
}
