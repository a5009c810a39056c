import { ApplicationConfig, ExternalContextCreator, ModulesContainer, NestContainer } from '@nestjs/core';

/** A container that shows the host's modules, with global enhancers that are not necessarily the host's. */
class ViewedContainer extends NestContainer {
  constructor(
    private readonly hostModules: ModulesContainer,
    config: ApplicationConfig,
  ) {
    super(config);
  }

  override getModules(): ModulesContainer {
    return this.hostModules;
  }
}

/**
 * Makes handlers that run with the interceptors, pipes, guards and filters of their method and class only: the host's
 * global ones were written for HTTP (`getRequest().headers`) and would meet a context that has no request.
 */
export function localContextCreator(modules: ModulesContainer): ExternalContextCreator {
  return contextCreator(modules, new ApplicationConfig());
}

/** The host's global enhancers. Nest provides them to nobody; its own creator knows the container that has them. */
export function hostConfig(creator: ExternalContextCreator): ApplicationConfig {
  const { container } = creator as unknown as { readonly container: NestContainer };
  return container.applicationConfig ?? new ApplicationConfig();
}

/** Makes handlers that run with the host's global enhancers too. */
export function globalContextCreator(
  modules: ModulesContainer,
  config: ApplicationConfig,
): ExternalContextCreator {
  return contextCreator(modules, config);
}

function contextCreator(modules: ModulesContainer, config: ApplicationConfig): ExternalContextCreator {
  const view = withControllersAsProviders(modules);
  return ExternalContextCreator.fromContainer(new ViewedContainer(view, config));
}

/** Nest looks the module of a handler up among providers only; a job may be a controller's method. */
function withControllersAsProviders(modules: ModulesContainer): ModulesContainer {
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
