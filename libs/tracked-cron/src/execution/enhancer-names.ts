import type { Type } from '@nestjs/common';
import type { ApplicationConfig } from '@nestjs/core';
import type { EnhancerChoice } from '../definition/job-definition.js';
import { TrackedCronInterceptor } from './tracked-cron.interceptor.js';

// Nest's own metadata keys, by value: their constants moved between its majors.
export const INTERCEPTORS = '__interceptors__';
const GUARDS = '__guards__';
const PIPES = '__pipes__';
export const ROUTE_ARGUMENTS = '__routeArguments__';

type Method = (this: unknown, ...args: unknown[]) => unknown;

export function hasInterceptors(method: Method, type: Type): boolean {
  return listed(INTERCEPTORS, type, method).length > 0;
}

/** Who stands in front of a handler, by name, outermost first; only those that run, pipes of parameters among them. */
export function enhancerNames(
  type: Type,
  methodName: string,
  choice: EnhancerChoice,
  config: ApplicationConfig,
): string[] {
  const method = (type.prototype as Record<string, Method>)[methodName];
  const enhancers = [
    ...(choice.guards ? listed(GUARDS, type, method) : []),
    ...listed(INTERCEPTORS, type, method),
    ...listed(PIPES, type, method),
  ];
  const parameters = (Reflect.getMetadata(ROUTE_ARGUMENTS, type, methodName) ?? {}) as Record<
    string,
    { pipes?: unknown[] }
  >;
  const pipes = Object.values(parameters).flatMap((parameter) => parameter.pipes ?? []);
  const names = [...(choice.global ? globals(choice, config) : []), ...enhancers, ...pipes].map(nameOf);
  return [...new Set(names)].filter((name) => name !== TrackedCronInterceptor.name);
}

function listed(key: string, type: Type, method: Method): unknown[] {
  return [type, method].flatMap((target) => (Reflect.getMetadata(key, target) ?? []) as unknown[]);
}

function globals({ guards }: EnhancerChoice, config: ApplicationConfig): unknown[] {
  const scoped = [
    ...(guards ? config.getGlobalRequestGuards() : []),
    ...config.getGlobalRequestInterceptors(),
    ...config.getGlobalRequestPipes(),
  ];
  return [
    ...(guards ? config.getGlobalGuards() : []),
    ...config.getGlobalInterceptors(),
    ...config.getGlobalPipes(),
    ...scoped.map((wrapper) => wrapper.metatype),
  ];
}

function nameOf(enhancer: unknown): string {
  const name: unknown =
    typeof enhancer === 'function' ? enhancer.name : (enhancer as object | null)?.constructor?.name;
  return typeof name === 'string' && name !== '' && name !== 'Object' ? name : 'an enhancer without a name';
}
