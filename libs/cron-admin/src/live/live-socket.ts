import type { AccessRequest } from '../access/cron-admin-access.js';

/** What the gateway needs of a socket of socket.io: its types are not needed by who installs no socket.io. */
export interface LiveSocket {
  readonly id: string;
  readonly handshake: {
    readonly headers: AccessRequest['headers'];
    readonly auth: unknown;
    /** Where it comes from. */
    readonly address: string;
  };
  readonly conn: LiveConnection;
  readonly connected: boolean;
  emit(event: string, message: unknown): unknown;
  join(room: string): unknown;
  leave(room: string): unknown;
  onAny(listener: (event: string, ...values: unknown[]) => void): unknown;
  once(event: 'disconnect', listener: () => void): unknown;
  /** @param close the connection too, whatever else goes over it */
  disconnect(close?: boolean): unknown;
}

/** What lies below a socket. */
export interface LiveConnection {
  readonly transport: {
    readonly name: string;
    /** The WebSocket. */
    readonly socket?: { terminate?(): void };
  };
  /** What the network has not taken yet. */
  readonly writeBuffer: readonly { readonly data?: unknown }[];
  once(event: 'drain', listener: () => void): unknown;
}

/** What the gateway needs of its namespace. */
export interface LiveNamespace {
  readonly server: {
    /** Where the server listens: `/socket.io`. */
    path(): string;
  };
  use(middleware: (socket: LiveSocket, next: (error?: Error) => void) => void): unknown;
  on(event: 'connection', listener: (socket: LiveSocket) => void): unknown;
  /** Sockets of this process: an adapter that spans processes is the host's, and each has its own numbers. */
  readonly local: { to(rooms: string | string[]): { emit(event: string, message: unknown): unknown } };
}
