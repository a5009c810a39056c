import { Module, type DynamicModule } from '@nestjs/common';
import { FEED_URL, FeedClient } from './feed.client.js';

@Module({})
export class FeedModule {
  /** @param url where the provider answers, without a slash at the end */
  static forRoot(url: string): DynamicModule {
    return {
      module: FeedModule,
      global: true,
      providers: [{ provide: FEED_URL, useValue: url }, FeedClient],
      exports: [FeedClient],
    };
  }
}
