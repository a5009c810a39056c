/** Whether the faults run in their short form, as beside every change: `npm run test:faults -- --quick`. */
export const isQuick = process.env.FAULT_QUICK === '1';

/** What differs between the short form of a fault and the whole one. */
export function suiteLength<Value>({ quick, full }: { readonly quick: Value; readonly full: Value }): Value {
  return isQuick ? quick : full;
}
