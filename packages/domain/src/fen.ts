/** An amount of money in fen, 0.01 yuan: a whole number, never a fraction, within what a JSON number holds exactly. */
export type Fen = number;

export function isFen(amount: number): boolean {
  return Number.isSafeInteger(amount);
}

/** An amount in yuan with two decimals, as on a receipt: 3000000 fen are `30000.00`. */
export function inYuan(amount: Fen): string {
  const sign = amount < 0 ? '-' : '';
  const digits = String(Math.abs(amount)).padStart(3, '0');
  return `${sign}${digits.slice(0, -2)}.${digits.slice(-2)}`;
}
