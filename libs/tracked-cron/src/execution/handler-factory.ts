import type { Type } from '@nestjs/common';
import { ContextIdFactory, type ExternalContextCreator, type ModuleRef } from '@nestjs/core';
import { Injector } from '@nestjs/core/injector/injector.js';
import type { ContextId, InstanceWrapper } from '@nestjs/core/injector/instance-wrapper.js';
import type { JobDefinition, JobHandler } from '../definition/job-definition.js';
import { CronContext } from './cron-context.js';
import { TrackedCronInterceptor } from './tracked-cron.interceptor.js';

/** The context type that enhancers see: `host.getType() === 'cron'`. */
export const CRON_CONTEXT_TYPE = 'cron';

/** Calls a job's handler, through Nest's pipeline where it has one. */
export interface CallableHandler {
  call(context: CronContext): Promise<unknown>;
  /** Names of what may run before or around the handler, for messages. */
  readonly enhancers: readonly string[];
}

type Method = (this: unknown, ...args: unknown[]) => unknown;
type MethodHandler = Extract<JobHandler, { kind: 'method' }>;

// Nest's own metadata keys, by value: their constants moved between its majors.
const INTERCEPTORS = '__interceptors__';
const GUARDS = '__guards__';
const PIPES = '__pipes__';
const ROUTE_ARGUMENTS = '__routeArguments__';

/** Parameters of other contexts (`@Body()`, `@Req()`) have no value in a cron context. */
const NO_PARAMETERS = { exchangeKeyForValue: () => undefined };

/** Makes a job's handler callable, once per job (a request-scoped one: once per execution). */
export class HandlerFactory {
  private readonly injector = new Injector();

  constructor(
    private readonly local: ExternalContextCreator,
    private readonly global: ExternalContextCreator,
    private readonly moduleRef: ModuleRef,
    private readonly interceptor: TrackedCronInterceptor,
  ) {}

  create(definition: JobDefinition): CallableHandler {
    const { handler } = definition;
    if (handler.kind === 'function')
      return this.forFunction(handler.run as (context: CronContext) => unknown);
    const method = this.markedMethod(handler, definition);
    const enhancers = enhancerNames(handler);
    if (handler.host.isDependencyTreeStatic()) {
      const instance = handler.host.instance as object;
      const target = this.pipeline(definition, handler, method, instance);
      return { enhancers, call: () => target() };
    }
    return { enhancers, call: (context) => this.callScoped(definition, handler, method, context) };
  }

  private forFunction(run: (context: CronContext) => unknown): CallableHandler {
    return {
      enhancers: [],
      call: async (context) => {
        context.attemptRecord.called = true;
        return run(context);
      },
    };
  }

  /**
   * The method, noting that it is called: only so can a pipe that rejects be told from a handler that throws. It carries
   * the method's metadata, so that guards, pipes and `Reflector` find what they look for.
   */
  private markedMethod({ type, methodName }: MethodHandler, { enhancers }: JobDefinition): Method {
    const original = (type.prototype as Record<string, Method>)[methodName];
    const marked: Method = function (...args) {
      const attempt = CronContext.current()?.attemptRecord;
      if (attempt) attempt.called = true;
      return original.apply(this, args);
    };
    Object.defineProperty(marked, 'name', { value: original.name });
    for (const key of Reflect.getOwnMetadataKeys(original) as string[]) {
      Reflect.defineMetadata(key, Reflect.getOwnMetadata(key, original), marked);
    }
    // Innermost, and only where something stands further out: with nothing around the handler there is nothing to tell
    // apart, and one interceptor costs more than all the rest of a call.
    if (enhancers.global || hasInterceptors(original, type)) {
      const own = (Reflect.getOwnMetadata(INTERCEPTORS, original) ?? []) as unknown[];
      Reflect.defineMetadata(INTERCEPTORS, [...own, this.interceptor], marked);
    }
    return marked;
  }

  private pipeline(
    { enhancers }: JobDefinition,
    { host, methodName }: MethodHandler,
    method: Method,
    instance: object,
    contextId?: ContextId,
  ): (...args: unknown[]) => Promise<unknown> {
    const creator = enhancers.global ? this.global : this.local;
    return creator.create(
      instance as Record<string, unknown>,
      method as (...args: unknown[]) => unknown,
      methodName,
      ROUTE_ARGUMENTS,
      NO_PARAMETERS,
      contextId,
      host.id,
      { interceptors: true, guards: enhancers.guards, filters: enhancers.filters },
      CRON_CONTEXT_TYPE,
    );
  }

  private async callScoped(
    definition: JobDefinition,
    handler: MethodHandler,
    method: Method,
    context: CronContext,
  ): Promise<unknown> {
    const contextId = ContextIdFactory.create();
    this.moduleRef.registerRequestByContextId(context, contextId);
    const instance = await this.instanceFor(handler.host, contextId);
    return this.pipeline(definition, handler, method, instance, contextId)();
  }

  private async instanceFor(host: InstanceWrapper, contextId: ContextId): Promise<object> {
    const module = host.host!;
    const collection = module.controllers.has(host.token as Type) ? module.controllers : module.providers;
    return this.injector.loadPerContext(host.instance as object, module, collection, contextId, host);
  }
}

function hasInterceptors(method: Method, type: Type): boolean {
  return [method, type].some((target) => {
    const interceptors = Reflect.getMetadata(INTERCEPTORS, target) as unknown[] | undefined;
    return interceptors !== undefined && interceptors.length > 0;
  });
}

/** Interceptors, guards and pipes by name, outermost first; parameter pipes too. */
function enhancerNames({ type, methodName }: MethodHandler): string[] {
  const method = (type.prototype as Record<string, Method>)[methodName];
  const enhancers = [GUARDS, INTERCEPTORS, PIPES].flatMap((key) =>
    [type, method].flatMap((target) => (Reflect.getMetadata(key, target) ?? []) as unknown[]),
  );
  const parameters = (Reflect.getMetadata(ROUTE_ARGUMENTS, type, methodName) ?? {}) as Record<
    string,
    { pipes?: unknown[] }
  >;
  const pipes = Object.values(parameters).flatMap((parameter) => parameter.pipes ?? []);
  return [...new Set([...enhancers, ...pipes].map(nameOf))].filter(
    (name) => name !== TrackedCronInterceptor.name,
  );
}

function nameOf(enhancer: unknown): string {
  return typeof enhancer === 'function'
    ? enhancer.name
    : ((enhancer as object).constructor?.name ?? 'an enhancer');
}
