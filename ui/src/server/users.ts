/** Who may sign in; for administrators. */
import { change, get } from './api';
import type { Page, Role, User } from './shapes';

const of = (user: string) => `/users/${encodeURIComponent(user)}`;

export async function users(signal?: AbortSignal): Promise<User[]> {
  return (await get<Page<User>>('/users', {}, signal)).items;
}

export function addUser(given: { user: string; displayName: string; role: Role; password: string }): Promise<User> {
  return change('POST', '/users', given);
}

/** What is left out stays as it is; a new password ends the sessions of the user. */
export function changeUser(user: string, given: { displayName?: string; role?: Role; password?: string }): Promise<User> {
  return change('PUT', of(user), given);
}

export function deleteUser(user: string): Promise<void> {
  return change('DELETE', of(user));
}
