import type { InjectionToken, Type } from '@nestjs/common';
import {
  ContextIdFactory,
  type ApplicationConfig,
  type ExternalContextCreator,
  type ModuleRef,
} from '@nestjs/core';
import { Injector } from '@nestjs/core/injector/injector.js';
import type { ContextId, InstanceWrapper } from '@nestjs/core/injector/instance-wrapper.js';
import type { EnhancerChoice, JobDefinition, JobHandler } from '../definition/job-definition.js';
import { defaultIfEmpty, isObservable } from 'rxjs';
import { CronContext } from './cron-context.js';
import { enhancerNames, hasInterceptors, INTERCEPTORS, ROUTE_ARGUMENTS } from './enhancer-names.js';
import { recordError } from './error-record.js';
import { PipelineError } from './errors.js';
import { TrackedCronInterceptor } from './tracked-cron.interceptor.js';

/** The context type that enhancers see: `host.getType() === 'cron'`. */
export const CRON_CONTEXT_TYPE = 'cron';

/** Calls a job's handler, through Nest's pipeline where it has one. */
export interface CallableHandler {
  /** Answers what the handler answers, be it a promise or an observable; throws what it throws at once. */
  call(context: CronContext): unknown;
  /** Names of what may run before or around the handler, for messages. */
  readonly enhancers: readonly string[];
}

type Method = (this: unknown, ...args: unknown[]) => unknown;
type MethodHandler = Extract<JobHandler, { kind: 'method' }>;

/** Parameters of other contexts (`@Body()`, `@Req()`) have no value in a cron context. */
const NO_PARAMETERS = { exchangeKeyForValue: () => undefined };

/** Makes a job's handler callable, once per job (a request-scoped one: once per execution). */
export class HandlerFactory {
  private readonly injector = new Injector();

  constructor(
    private readonly local: ExternalContextCreator,
    private readonly global: ExternalContextCreator,
    /** Names the host's global enhancers. */
    private readonly config: ApplicationConfig,
    private readonly moduleRef: ModuleRef,
    private readonly interceptor: TrackedCronInterceptor,
  ) {}

  create(definition: JobDefinition): CallableHandler {
    const { handler } = definition;
    if (handler.kind === 'function')
      return this.forFunction(handler.run as (context: CronContext) => unknown);
    if (isBare(handler, definition)) return bareCall(handler);
    const method = this.markedMethod(handler, definition);
    const enhancers = enhancerNames(handler.type, handler.methodName, definition.enhancers, this.config);
    if (isStatic(handler.host) && this.scopedGlobals(definition.enhancers).length === 0) {
      const instance = handler.host.instance as object;
      const target = this.pipeline(definition, handler, method, instance);
      return { enhancers, call: () => target() };
    }
    return { enhancers, call: (context) => this.callScoped(definition, handler, method, context) };
  }

  private forFunction(run: (context: CronContext) => unknown): CallableHandler {
    return {
      enhancers: [],
      call: (context) => {
        context.attemptRecord.begins();
        return run(context);
      },
    };
  }

  /**
   * The method, noting that it is called: only so can a pipe that rejects be told from a handler that throws. It carries
   * the method's metadata, so that guards, pipes and `Reflector` find what they look for. What it calls is what the
   * instance has under the name: a spy or an instrumented method counts.
   */
  private markedMethod({ type, methodName }: MethodHandler, { enhancers }: JobDefinition): Method {
    const original = (type.prototype as Record<string, Method>)[methodName];
    const marked: Method = function (...args) {
      CronContext.current()?.attemptRecord.begins();
      const answer = (this as Record<string, Method>)[methodName].apply(this, args);
      // an observable without a value is a handler without a result
      return isObservable(answer) ? answer.pipe(defaultIfEmpty(undefined)) : answer;
    };
    Object.defineProperty(marked, 'name', { value: original.name });
    for (const key of Reflect.getOwnMetadataKeys(original) as string[]) {
      Reflect.defineMetadata(key, Reflect.getOwnMetadata(key, original), marked);
    }
    // Innermost, and only where something stands further out: with nothing around the handler there is nothing to tell
    // apart, and one interceptor costs more than all the rest of a call.
    if (enhancers.global || enhancers.filters || hasInterceptors(original, type)) {
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
    const instance = await this.instanceFor(handler, definition, contextId, context);
    return this.pipeline(definition, handler, method, instance, contextId)();
  }

  /** Makes what is request-scoped, with the execution in the place of the request. */
  private async instanceFor(
    { host, type }: MethodHandler,
    { enhancers }: JobDefinition,
    contextId: ContextId,
    context: CronContext,
  ): Promise<object> {
    try {
      this.moduleRef.registerRequestByContextId(context, contextId);
      for (const enhancer of this.scopedGlobals(enhancers)) {
        await this.load(enhancer, enhancer.host!.injectables, contextId);
      }
      if (isStatic(host)) return host.instance as object;
      const { controllers, providers } = host.host!;
      return await this.load(host, controllers.has(host.token as Type) ? controllers : providers, contextId);
    } catch (error) {
      throw new PipelineError(
        `${type.name} could not be made for this execution: ${recordError(error).message}`,
        { cause: error },
      );
    }
  }

  private load(
    wrapper: InstanceWrapper,
    collection: Map<InjectionToken, InstanceWrapper>,
    contextId: ContextId,
  ): Promise<object> {
    return this.injector.loadPerContext(
      wrapper.instance as object,
      wrapper.host!,
      collection,
      contextId,
      wrapper,
    );
  }

  /** Nest makes these for controllers only. */
  private scopedGlobals({ global, guards, filters }: EnhancerChoice): InstanceWrapper[] {
    if (!global) return [];
    return [
      ...this.config.getGlobalRequestInterceptors(),
      ...this.config.getGlobalRequestPipes(),
      ...(guards ? this.config.getGlobalRequestGuards() : []),
      ...(filters ? this.config.getGlobalRequestFilters() : []),
    ].filter((wrapper) => !wrapper.isDependencyTreeStatic());
  }
}

/**
 * Whether nothing stands around a handler and nothing is passed to it. Then a call through Nest's pipeline would only add
 * its promises to it: half of what a start costs, when ten thousand are due.
 */
function isBare({ host, type, methodName }: MethodHandler, { enhancers }: JobDefinition): boolean {
  if (enhancers.global || enhancers.guards || enhancers.filters || !isStatic(host)) return false;
  const method = (type.prototype as Record<string, Method>)[methodName];
  return !hasInterceptors(method, type) && !Reflect.hasMetadata(ROUTE_ARGUMENTS, type, methodName);
}

function bareCall({ host, methodName }: MethodHandler): CallableHandler {
  const instance = host.instance as Record<string, () => unknown>;
  return {
    enhancers: [],
    call: (context) => {
      context.attemptRecord.begins();
      return instance[methodName]();
    },
  };
}

/** Whether one instance serves all executions. Of a transient provider nobody injects, Nest makes none at boot. */
function isStatic(host: InstanceWrapper): boolean {
  return host.isDependencyTreeStatic() && !host.isTransient;
}
