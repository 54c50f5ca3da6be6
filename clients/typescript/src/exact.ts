import { Decimal } from "decimal.js";

/**
 * The contract's decimals: at most 30 digits on either side of the point, so that a product has at
 * most 120. decimal.js rounds at 20 unless it is told otherwise, and says nothing.
 */
export const Exact = Decimal.clone({ precision: 120, rounding: Decimal.ROUND_DOWN });

/** A plain decimal without exponent or trailing zeros. */
export const plain = (value: Decimal): string => value.toFixed();

/** Whether two decimals have the same value; their texts may differ in zeros. */
export const same = (left: string, right: string): boolean => new Exact(left).eq(right);
