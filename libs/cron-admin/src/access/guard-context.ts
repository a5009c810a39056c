import type { ExecutionContext, Type } from '@nestjs/common';
import type { AccessRequest } from './cron-admin-access.js';

type HttpHost = ReturnType<ExecutionContext['switchToHttp']>;
type RpcHost = ReturnType<ExecutionContext['switchToRpc']>;
type WsHost = ReturnType<ExecutionContext['switchToWs']>;

/** What a guard sees of a handshake, for which Nest makes no context. */
export class HandshakeContext implements ExecutionContext {
  /**
   * @param type `http`: as if it were a request, which it is, before it becomes a socket; `ws`: as a socket's first message
   * @param client what stands for the socket
   */
  constructor(
    private readonly type: 'http' | 'ws',
    private readonly request: AccessRequest,
    private readonly client: object = { handshake: request, request },
  ) {}

  getType<Type extends string>(): Type {
    return this.type as Type;
  }

  /** No controller and no gateway of anybody's: nothing that a guard reads from them is there. */
  getClass<Class>(): Type<Class> {
    return Handshake as unknown as Type<Class>;
  }

  getHandler(): () => void {
    return Handshake.prototype.handshake;
  }

  getArgs<Args extends unknown[]>(): Args {
    return (this.type === 'http' ? [this.request, {}] : [this.client, {}]) as Args;
  }

  getArgByIndex<Argument>(index: number): Argument {
    return this.getArgs()[index] as Argument;
  }

  switchToHttp(): HttpHost {
    const given = <Given>(value: unknown) => value as Given;
    return {
      getRequest: () => given(this.request),
      getResponse: () => given({}),
      getNext: () => given(() => {}),
    };
  }

  switchToRpc(): RpcHost {
    return { getData: <Data>() => ({}) as Data, getContext: <Context>() => this.client as Context };
  }

  switchToWs(): WsHost {
    return {
      getClient: <Client>() => this.client as Client,
      getData: <Data>() => ({}) as Data,
      getPattern: () => 'handshake',
    };
  }
}

class Handshake {
  handshake(): void {}
}
