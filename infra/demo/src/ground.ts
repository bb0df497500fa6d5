/** WGS-84 position in decimal degrees. */
export interface Position {
  readonly latitude: number;
  readonly longitude: number;
}

/** A place on a plan of the town, in metres from its middle. */
export interface Metres {
  readonly east: number;
  readonly north: number;
}

const METRES_A_DEGREE = 111_195;
const DECIMALS = 6;

/** Where a place of the plan lies on the earth, to a tenth of a metre. */
export function positionOf(place: Metres, middle: Position): Position {
  const metresALongitude = METRES_A_DEGREE * Math.cos((middle.latitude * Math.PI) / 180);
  return {
    latitude: Number((middle.latitude + place.north / METRES_A_DEGREE).toFixed(DECIMALS)),
    longitude: Number((middle.longitude + place.east / metresALongitude).toFixed(DECIMALS)),
  };
}

/** Where a position lies on the plan. */
export function metresOf(position: Position, middle: Position): Metres {
  const metresALongitude = METRES_A_DEGREE * Math.cos((middle.latitude * Math.PI) / 180);
  return {
    east: (position.longitude - middle.longitude) * metresALongitude,
    north: (position.latitude - middle.latitude) * METRES_A_DEGREE,
  };
}

/** A place turned about another, counter-clockwise in degrees, and set down there. */
export function turned(place: Metres, about: Metres, degrees: number): Metres {
  const [cosine, sine] = [Math.cos((degrees * Math.PI) / 180), Math.sin((degrees * Math.PI) / 180)];
  return {
    east: about.east + place.east * cosine - place.north * sine,
    north: about.north + place.east * sine + place.north * cosine,
  };
}
