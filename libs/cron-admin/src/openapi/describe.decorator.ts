import { SetMetadata } from '@nestjs/common';
import type { ProblemKind } from '../api/problem.js';
import type { Schema } from './schema.js';

/** A class whose properties carry rules of class-validator. */
export type Dto = new () => object;

/** What the OpenAPI document says of a route; path, method and permission it finds beside it. */
export interface RouteDescription<Answer = unknown> {
  /** What it does, in a few words. */
  readonly summary: string;
  /** What else there is to know. Default: nothing. */
  readonly description?: string;
  /** What the handler reads the query by. Default: it takes no parameters. */
  readonly query?: Dto;
  /** What it reads the body by. Default: it takes none. */
  readonly body?: Dto;
  /** Headers that it reads, by name. Default: none. */
  readonly headers?: Readonly<Record<string, Schema<string>>>;
  /** Of the answer when all went well. Default: 200. */
  readonly status?: number;
  readonly answer: Schema<Answer>;
  /** Another type in which the same can be asked for: `text/csv`. Default: JSON only. */
  readonly alsoAs?: string;
  /** Headers of the answer, and what they say. Default: none. */
  readonly answerHeaders?: Readonly<Record<string, string>>;
  /** Whether whoever asks is answered, without saying who they are. Default: false. */
  readonly open?: boolean;
  /** What can go wrong besides what can go wrong everywhere. Default: nothing. */
  readonly problems?: readonly ProblemKind[];
}

const DESCRIPTION = Symbol.for('nestjs-tracked-cron:admin:description');

/**
 * Describes a route. The compiler compares `answer` with what the handler returns; a spec compares everything with what
 * the server does.
 *
 * @example
 * @Get('status')
 * @Requires('read')
 * @Describe({ summary: 'Every job with its health', answer: items(jobStatus) })
 */
export function Describe<Answer>(
  description: RouteDescription<Answer>,
): <Handler extends (...request: never[]) => Promise<NoInfer<Answer> | string>>(
  target: object,
  name: string | symbol,
  handler: TypedPropertyDescriptor<Handler>,
) => void {
  return SetMetadata(DESCRIPTION, description);
}

/** What was said of a handler; undefined where nothing was. */
export function descriptionOf(handler: object): RouteDescription | undefined {
  return Reflect.getMetadata(DESCRIPTION, handler) as RouteDescription | undefined;
}
