import { clock } from '../live/clock.svelte';
import { Problem } from '../server/problem';

/** How long something can be taken back right where it was done, ms. */
const SHOWN = 10_000;

/** What was done last on a page, so that it can be taken back in one tap instead of being asked for twice. */
export class Done {
  text = $state('');
  problem = $state.raw<Problem | undefined>();
  undo = $state.raw<(() => Promise<void>) | undefined>();
  busy = $state(false);
  #until = $state(0);

  get shown(): boolean {
    return this.text !== '' && (this.problem !== undefined || clock.second < this.#until);
  }

  say(text: string, undo?: () => Promise<void>): void {
    this.text = text;
    this.undo = undo;
    this.problem = undefined;
    this.#until = clock.now() + SHOWN;
  }

  drop = (): void => {
    this.text = '';
  };

  takeBack = async (): Promise<void> => {
    this.busy = true;
    try {
      await this.undo?.();
      this.drop();
    } catch (thrown) {
      this.problem = Problem.from(thrown);
    } finally {
      this.busy = false;
    }
  };
}
