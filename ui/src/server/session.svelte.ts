import { live } from '../live/live.svelte';
import { clock } from '../live/clock.svelte';
import { plant } from '../plant/plant.svelte';
import { change, get, signedOut } from './api';
import { Problem } from './problem';
import { ROLES, type Health, type Role, type User } from './shapes';

/** Who is signed in here, if anyone, and whether the product has its first user yet. */
class Session {
  user = $state.raw<User | undefined>();
  firstRun = $state(false);
  /** Whether the first run finds a plant, as in the demo. */
  plantThere = $state(false);
  known = $state(false);
  problem = $state.raw<Problem | undefined>();
  #stopClock: (() => void) | undefined;

  /** Finds out where we stand; called at start and to try again. */
  async begin(): Promise<void> {
    signedOut.handler = () => this.#ended();
    this.#stopClock ??= clock.start();
    try {
      const health = await get<Health>('/health');
      this.firstRun = health.firstRun;
      this.plantThere = health.plant ?? false;
      // The version is told only to those who are signed in: no need to ask who we are otherwise.
      if (!health.firstRun && health.version !== undefined) this.#signedIn(await get<User>('/session'));
      this.problem = undefined;
      this.known = true;
    } catch (thrown) {
      const problem = Problem.from(thrown);
      if (problem.status === 401) this.known = true;
      else this.problem = problem;
    }
  }

  async signIn(user: string, password: string): Promise<void> {
    this.#signedIn(await change<User>('POST', '/session', { user, password }));
  }

  async setUp(answers: Record<string, string>): Promise<void> {
    const user = await change<User>('POST', '/setup', answers);
    this.firstRun = false;
    this.#signedIn(user);
  }

  async signOut(): Promise<void> {
    try {
      await change('DELETE', '/session');
    } finally {
      this.#ended();
    }
  }

  get admin(): boolean {
    return this.user?.role === 'admin';
  }

  /** Whether who is signed in may do what this role may. */
  may(role: Role): boolean {
    return this.user !== undefined && ROLES.indexOf(this.user.role) >= ROLES.indexOf(role);
  }

  #signedIn(user: User) {
    this.user = user;
    live.start();
    plant.start();
  }

  #ended() {
    if (!this.user) return;
    this.user = undefined;
    live.stop();
    plant.stop();
  }
}

export const session = new Session();
