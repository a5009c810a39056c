/** Everything below a path, as an adapter writes it. @param adapter what Nest calls it: `express`, `fastify` */
export function restOfPath(adapter: string): string {
  return adapter === 'fastify' ? '*' : '*rest';
}
