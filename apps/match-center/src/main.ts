import 'reflect-metadata';
import { resolve } from 'node:path';
import { Logger, type INestApplication } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { startEmbeddedPostgres } from 'nestjs-tracked-cron';
import { TokenAccess } from 'nestjs-tracked-cron/admin';
import { highestRole, makeAdminTokens } from './admin-tokens.js';
import { AppModule } from './app.module.js';
import type { BackingService } from './backing-services.module.js';
import { banner } from './banner.js';
import { readEnvironment } from './environment.js';
import { startFeedServer } from './feed/feed-server.js';

const SEED = 'baltic';
const POSTGRES_FOLDER = resolve('.tracked-cron', 'postgres');

async function main(): Promise<void> {
  const { host, port, databaseUrl, adminTokens, alerts } = readEnvironment(process.env);
  const tokens = adminTokens ?? makeAdminTokens();
  const adminAccess = TokenAccess.fromString(tokens);
  const started: BackingService[] = [];
  let app: INestApplication | undefined;
  try {
    const database = databaseUrl ? { url: databaseUrl } : await startDatabase(started);
    const feed = await startFeedServer(SEED);
    started.unshift(feed);

    app = await NestFactory.create(
      AppModule.forRoot({
        databaseUrl: database.url,
        feedUrl: feed.url,
        adminAccess,
        alerts,
        backingServices: started,
      }),
      { abortOnError: false },
    );
    // Nest closes everything, the backing services last, and only then exits, with code 0
    app.enableShutdownHooks(['SIGINT', 'SIGTERM', 'SIGHUP'], { useProcessExit: true });
    await app.listen(port, host);
    const { ticket } = adminAccess.issueTicket(highestRole(tokens));
    console.log(
      banner(await app.getUrl(), database, { alerts, ticket, madeTokens: adminTokens ? undefined : tokens }),
    );
  } catch (error) {
    await app?.close();
    for (const service of started) await service.stop();
    throw error;
  }
}

async function startDatabase(started: BackingService[]): Promise<{ url: string; folder: string }> {
  const postgres = await startEmbeddedPostgres(POSTGRES_FOLDER);
  started.push(postgres);
  return { url: postgres.url, folder: POSTGRES_FOLDER };
}

main().catch((error: Error) => {
  new Logger('MatchCenter').error(error.message, error.stack);
  process.exit(1);
});
