/** Light, dark, or as the device says; remembered in this browser. */
export type Theme = 'auto' | 'light' | 'dark';

const STORED = 'factfloor.theme';

class ThemeChoice {
  chosen = $state<Theme>('auto');
  /** What is on screen. */
  shown = $state<'light' | 'dark'>('light');
  readonly #device = matchMedia('(prefers-color-scheme: dark)');

  start(): void {
    const stored = localStorage.getItem(STORED);
    if (stored === 'light' || stored === 'dark') this.chosen = stored;
    this.#device.addEventListener('change', () => this.#apply());
    this.#apply();
  }

  choose(theme: Theme): void {
    this.chosen = theme;
    if (theme === 'auto') localStorage.removeItem(STORED);
    else localStorage.setItem(STORED, theme);
    this.#apply();
  }

  #apply() {
    this.shown = this.chosen === 'auto' ? (this.#device.matches ? 'dark' : 'light') : this.chosen;
    document.documentElement.dataset['theme'] = this.shown;
  }
}

export const theme = new ThemeChoice();
