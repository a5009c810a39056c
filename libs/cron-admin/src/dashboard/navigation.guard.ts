import {
  Inject,
  Injectable,
  SetMetadata,
  type CanActivate,
  type CustomDecorator,
  type ExecutionContext,
} from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import type { AdminRequest } from '../api/admin-request.js';
import { HttpReply } from '../api/http-reply.js';
import { MOUNTED_PAGE, type MountedPage } from './mounted-page.js';
import { isNavigation } from './navigation.js';
import { PageInstead } from './page-instead.js';

const LEADS_TO_PAGE = Symbol.for('nestjs-tracked-cron:admin:leads-to-page');

/** Says of a handler for the mount path that whoever opens it in a browser means the page. */
export function LeadsToPage(): CustomDecorator<symbol> {
  return SetMetadata(LEADS_TO_PAGE, true);
}

/** Sends people to the page who open the mount path in a browser; before anybody asks who they are. */
@Injectable()
export class NavigationGuard implements CanActivate {
  constructor(
    @Inject(MOUNTED_PAGE) private readonly page: MountedPage | null,
    private readonly reply: HttpReply,
    private readonly reflector: Reflector,
  ) {}

  canActivate(context: ExecutionContext): true {
    const leads = this.reflector.get<true | undefined>(LEADS_TO_PAGE, context.getHandler());
    if (this.page === null || !leads) return true;
    const request = context.switchToHttp().getRequest<AdminRequest>();
    const { pathname, search } = this.reply.urlOf(request);
    // who asks with a query means the executions
    if (search !== '' || !isNavigation(request)) return true;
    throw new PageInstead(`${pathname.slice(pathname.lastIndexOf('/') + 1)}/dashboard/`.replace(/^\//, ''));
  }
}
