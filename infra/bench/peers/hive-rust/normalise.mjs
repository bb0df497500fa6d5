/** The same graph gives the same answer. */
export function normalise(_work, answer) {
  return answer.data;
}
