/** The statements answer in the shape of the graph already. */
export function normalise(_work, answer) {
  return answer.data;
}
