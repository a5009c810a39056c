import {
  Controller,
  Inject,
  Logger,
  Post,
  Req,
  Res,
  SetMetadata,
  VERSION_NEUTRAL,
  type Type,
} from '@nestjs/common';
import { HttpAdapterHost } from '@nestjs/core';
import { Clock } from 'nestjs-tracked-cron';
import { SlackActions } from './slack-actions.js';

/** At most one line about requests that are not believed in this time: anybody can send them. */
const COMPLAINT_INTERVAL_MS = 10_000;

/** What we read of a request, the same on Express and Fastify. */
interface SlackRequest {
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly rawBody?: Buffer;
}

/** Where Slack says that somebody pressed a button. It shows nothing, and believes only what Slack signed. */
class SlackActionsController {
  private readonly logger = new Logger('SlackActionsModule');
  private lastComplaint = -Infinity;

  constructor(
    @Inject(SlackActions) private readonly actions: SlackActions,
    @Inject(Clock) private readonly clock: Clock,
    @Inject(HttpAdapterHost) private readonly host: HttpAdapterHost,
  ) {}

  @Post('slack/actions')
  take(@Req() { headers, rawBody }: SlackRequest, @Res() response: unknown): void {
    if (!Buffer.isBuffer(rawBody)) {
      this.complain(
        'The signature of Slack is made over the body as it was sent, which the application does not keep: create it with NestFactory.create(AppModule, { rawBody: true }).',
      );
      return this.reply(response, 500);
    }
    const disbelief = this.actions.take({
      rawBody,
      signature: headerOf(headers, 'x-slack-signature'),
      timestamp: headerOf(headers, 'x-slack-request-timestamp'),
    });
    if (disbelief !== null)
      this.complain(`A request that says it is Slack's is refused: it is ${disbelief}.`);
    this.reply(response, disbelief === null ? 200 : 401);
  }

  /** Itself, as text: whatever a global interceptor of the host makes of what is returned goes nowhere. */
  private reply(response: unknown, status: number): void {
    this.host.httpAdapter.reply(response, '', status);
  }

  private complain(about: string): void {
    const now = this.clock.monotonic();
    if (now - this.lastComplaint < COMPLAINT_INTERVAL_MS) return;
    this.lastComplaint = now;
    this.logger.warn(about);
  }
}

/** What `ApiExcludeController()` sets; it is not imported, because the host may have no Swagger. */
const HIDE_FROM_SWAGGER = SetMetadata('swagger/apiExcludeController', [true]);

/** The controller under a path: a subclass, so that two mounts don't share one. */
export function slackControllerAt(path: string, decorators: readonly ClassDecorator[]): Type {
  class MountedSlackActionsController extends SlackActionsController {}
  const own = Controller({ path, version: VERSION_NEUTRAL });
  for (const decorate of [own, HIDE_FROM_SWAGGER, ...decorators]) decorate(MountedSlackActionsController);
  return MountedSlackActionsController;
}

/** A header that can be sent once only. */
function headerOf(headers: SlackRequest['headers'], name: string): string | undefined {
  const value = headers[name];
  return typeof value === 'string' ? value : undefined;
}
