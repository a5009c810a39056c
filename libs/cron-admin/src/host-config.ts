import type { ApplicationConfig, ExternalContextCreator } from '@nestjs/core';

/** What the host configured of its application. Nest provides it to nobody; its own creator knows the container that has it. */
export function configOf(creator: ExternalContextCreator): ApplicationConfig | undefined {
  const { container } = creator as unknown as {
    readonly container?: { readonly applicationConfig?: ApplicationConfig };
  };
  return container?.applicationConfig;
}
