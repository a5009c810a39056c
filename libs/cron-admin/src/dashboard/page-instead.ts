import { Catch, type ArgumentsHost, type ExceptionFilter } from '@nestjs/common';
import { HttpReply } from '../api/http-reply.js';

/** Thrown where somebody is sent to the page instead. */
export class PageInstead extends Error {
  override readonly name = 'PageInstead';

  /** @param location of the page, relative to what was asked for */
  constructor(readonly location: string) {
    super(`The page is at ${location}.`);
  }
}

/** Sends a browser to the page; another client is answered otherwise at the same address. */
@Catch(PageInstead)
export class PageInsteadFilter implements ExceptionFilter {
  constructor(private readonly reply: HttpReply) {}

  catch({ location }: PageInstead, host: ArgumentsHost): void {
    this.reply.redirect(host.switchToHttp().getResponse(), location, { Vary: 'Accept, Sec-Fetch-Dest' });
  }
}
