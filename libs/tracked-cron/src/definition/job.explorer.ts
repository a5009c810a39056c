import type { Type } from '@nestjs/common';
import type { DiscoveryService, MetadataScanner } from '@nestjs/core';
import type { InstanceWrapper } from '@nestjs/core/injector/instance-wrapper.js';
import type { WrittenJob } from './job-configurator.js';
import { trackedCronMetadata } from './tracked-cron.decorator.js';

/** Finds the methods that `@TrackedCron` decorates, over all providers and controllers. */
export class JobExplorer {
  constructor(
    private readonly discovery: DiscoveryService,
    private readonly scanner: MetadataScanner,
  ) {}

  explore(): WrittenJob[] {
    const hosts = [...this.discovery.getProviders(), ...this.discovery.getControllers()].filter(isHost);
    const seen = new Set<object>();
    return [...hosts.filter(isMadeByNest), ...hosts.filter((host) => !isMadeByNest(host))]
      .filter(({ instance }) => !seen.has(instance as object) && seen.add(instance as object))
      .flatMap((wrapper) => this.jobsOf(wrapper));
  }

  private jobsOf(host: InstanceWrapper): WrittenJob[] {
    const prototype = Object.getPrototypeOf(host.instance) as object | null;
    if (!prototype || prototype === Object.prototype) return [];
    const type = prototype.constructor as Type;
    return this.scanner.getAllMethodNames(prototype).flatMap((methodName) =>
      trackedCronMetadata(prototype, methodName).map(({ schedule, options, system }) => ({
        schedule,
        options,
        system,
        handler: { kind: 'method', host, type, methodName },
        defaultName: `${type.name}.${methodName}`,
        source: sourceOf(host, type, methodName),
      })),
    );
  }
}

/** An alias (`useExisting`) would name the same instance twice. */
function isHost(wrapper: InstanceWrapper): boolean {
  return !wrapper.isAlias && typeof wrapper.instance === 'object' && wrapper.instance !== null;
}

/** A factory may answer what a class provider is as well: the class's own module holds its interceptors. */
function isMadeByNest(wrapper: InstanceWrapper): boolean {
  return !wrapper.isNotMetatype;
}

function sourceOf(host: InstanceWrapper, type: Type, methodName: string): string {
  return host.host ? `${type.name}.${methodName} in ${host.host.name}` : `${type.name}.${methodName}`;
}
