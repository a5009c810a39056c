import { ApplicationConfig, ExternalContextCreator, ModulesContainer, NestContainer } from '@nestjs/core';

/**
 * A container that shows the host's modules without the host's global enhancers: those were written for HTTP
 * (`getRequest().headers`) and would meet a context that has no request.
 */
class LocalContainer extends NestContainer {
  constructor(private readonly hostModules: ModulesContainer) {
    super(new ApplicationConfig());
  }

  override getModules(): ModulesContainer {
    return this.hostModules;
  }
}

/** Makes handlers that run with the interceptors, pipes, guards and filters of their method and class only. */
export function localContextCreator(modules: ModulesContainer): ExternalContextCreator {
  return ExternalContextCreator.fromContainer(new LocalContainer(withControllersAsProviders(modules)));
}

/** Nest looks the module of a handler up among providers only; a job may be a controller's method. */
export function withControllersAsProviders(modules: ModulesContainer): ModulesContainer {
  const view = new ModulesContainer();
  for (const [token, module] of modules) {
    if (module.controllers.size === 0) {
      view.set(token, module);
      continue;
    }
    const providers = new Map([...module.controllers, ...module.providers]);
    const both = Object.create(module, {
      providers: { get: () => providers },
      hasProvider: { value: (provider: never) => providers.has(provider) },
    }) as typeof module;
    view.set(token, both);
  }
  return view;
}
