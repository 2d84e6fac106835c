export { type CityFacts, readCity, readTile } from './city-folder.ts'
