import { Module, type OnApplicationShutdown } from '@nestjs/common';
import { Test } from '@nestjs/testing';
import { BackingServicesModule } from './backing-services.module.js';

const stopped: string[] = [];

class Stops implements OnApplicationShutdown {
  onApplicationShutdown(): void {
    stopped.push(this.constructor.name);
  }
}

@Module({})
class FeatureModule extends Stops {}

/** stands for TypeORM's core module, which is global too */
@Module({})
class DatabaseModule extends Stops {}

@Module({
  imports: [
    BackingServicesModule.forRoot([
      { stop: async () => void stopped.push('feed') },
      { stop: async () => void stopped.push('postgres') },
    ]),
    { module: DatabaseModule, global: true },
    FeatureModule,
  ],
})
class AppModule extends Stops {}

describe('at shutdown', () => {
  it('backing services stop in their order, after every module, global ones included', async () => {
    const app = await Test.createTestingModule({ imports: [AppModule] })

      .compile();
    await app.init();
    await app.close();
    expect(stopped.slice(0, -3).sort()).toEqual(['AppModule', 'FeatureModule']);
    expect(stopped.slice(-3)).toEqual(['DatabaseModule', 'feed', 'postgres']);
  });
});
