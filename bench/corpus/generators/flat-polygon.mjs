/** A star-shaped polygon as x, y, x, y, …. */
export function inputs(size, random) {
  const corners = int(random, 3, Math.max(3, size));
  const flat = [];
  for (let i = 0; i < corners; i++) {
    const angle = (2 * Math.PI * i) / corners;
    const radius = int(random, 5, 50);
    flat.push(Math.round(radius * Math.cos(angle)), Math.round(radius * Math.sin(angle)));
  }
  return [flat];
}

const int = (random, low, high) => low + Math.floor(random() * (high - low + 1));
