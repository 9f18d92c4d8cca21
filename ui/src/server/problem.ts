import type { Fault, Label } from './shapes';

/** What the server refused or could not do (RFC 9457), or that it could not be reached. */
export class Problem extends Error {
  /** The machine word people's texts are chosen by, e.g. `bad-credentials`; `offline` when nothing answered. */
  readonly code: string;
  readonly status: number;
  /** What, where and what to do, in the server's words. */
  readonly detail: string;
  /** The same in the languages of the pages, where it is translated. */
  readonly text: Label | undefined;
  readonly errors: Record<string, unknown>[];
  readonly fault: Fault | undefined;
  /** Seconds the server asks to wait before another try. */
  readonly retryAfter: number | undefined;
  readonly at = Date.now();

  constructor(
    code: string,
    status: number,
    detail: string,
    more: { errors?: Record<string, unknown>[]; fault?: Fault; retryAfter?: number; text?: Label } = {},
  ) {
    super(detail || code);
    this.code = code;
    this.status = status;
    this.detail = detail;
    this.text = more.text;
    this.errors = more.errors ?? [];
    this.fault = more.fault;
    this.retryAfter = more.retryAfter;
  }

  static async of(response: Response): Promise<Problem> {
    const seconds = Number(response.headers.get('retry-after'));
    const retry = seconds > 0 ? { retryAfter: seconds } : {};
    try {
      const body = await response.json();
      return new Problem(body.code ?? `http-${response.status}`, response.status, body.detail ?? body.title ?? '', {
        ...(Array.isArray(body.errors) ? { errors: body.errors } : {}),
        ...(body.fault ? { fault: body.fault } : {}),
        ...(body.text ? { text: body.text } : {}),
        ...retry,
      });
    } catch {
      return new Problem(`http-${response.status}`, response.status, response.statusText, retry);
    }
  }

  /** Any thrown thing as a problem; an aborted request stays what it is. */
  static from(thrown: unknown): Problem {
    if (thrown instanceof Problem) return thrown;
    return new Problem('unexpected', 0, thrown instanceof Error ? thrown.message : String(thrown));
  }

  /** All that a person would paste into a message to support. */
  report(): string {
    return [
      `${new Date(this.at).toISOString()} ${location.href}`,
      `${this.code} (${this.status}) ${this.detail}`,
      ...this.errors.map((error) => JSON.stringify(error)),
    ].join('\n');
  }
}
