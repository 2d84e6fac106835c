"""Solves a VRPLIB problem with the peers that can be imported; one JSON line per errand read from stdin.

Errand: {"solver", "path", "rounding", "seconds", "seed"} -> {"cost"} in the problem's integers, or {"error"}.
Only pyvrp takes every family; vroom and ortools take the classic problem, distances truncated to 0.1.
"""
import json
import math
import sys


def classic(path):
    """Matrix, demands, windows, service time, capacity and vehicles of a classic problem, in tenths."""
    headers, rows, section = {}, {}, None
    for line in open(path):
        line = line.strip()
        if line.endswith("_SECTION"):
            section = rows.setdefault(line, [])
        elif line == "EOF":
            break
        elif section is None and ":" in line:
            key, value = line.split(":", 1)
            headers[key.strip()] = value.strip()
        elif line and section is not None:
            section.append([float(word) for word in line.split()])
    points = [(x, y) for _, x, y in rows["NODE_COORD_SECTION"]]
    matrix = [[int(10 * math.dist(a, b) + 1e-9) for b in points] for a in points]
    demands = [int(q) for _, q in rows["DEMAND_SECTION"]]
    windows = [(int(a) * 10, int(b) * 10) for _, a, b in rows["TIME_WINDOW_SECTION"]]
    service = int(float(headers.get("SERVICE_TIME", 0)) * 10)
    return matrix, demands, windows, service, int(headers["CAPACITY"]), int(headers["VEHICLES"])


def by_pyvrp(errand):
    import pyvrp
    import pyvrp.stop

    data = pyvrp.read(errand["path"], round_func=errand["rounding"])
    result = pyvrp.solve(data, stop=pyvrp.stop.MaxRuntime(errand["seconds"]), seed=errand["seed"], collect_stats=False)
    return result.cost()


def by_vroom(errand):
    import datetime

    import numpy
    import vroom

    matrix, demands, windows, service, capacity, vehicles = classic(errand["path"])
    problem = vroom.Input()
    cells = numpy.array(matrix, dtype=numpy.uint32)
    problem.set_durations_matrix("car", cells)
    problem.set_costs_matrix("car", cells)
    for v in range(vehicles):
        window = vroom.TimeWindow(*windows[0])
        problem.add_vehicle(vroom.Vehicle(v, start=0, end=0, capacity=[capacity], time_window=window))
    for i in range(1, len(demands)):
        window = vroom.TimeWindow(*windows[i])
        problem.add_job(vroom.Job(i, location=i, delivery=[demands[i]], default_service=service, time_windows=[window]))
    timeout = datetime.timedelta(seconds=errand["seconds"])
    solution = problem.solve(exploration_level=5, nb_threads=1, timeout=timeout)
    return solution.summary.cost if solution.summary.unassigned == 0 else None


def by_ortools(errand):
    from ortools.constraint_solver import pywrapcp, routing_enums_pb2

    matrix, demands, windows, service, capacity, vehicles = classic(errand["path"])
    manager = pywrapcp.RoutingIndexManager(len(matrix), vehicles, 0)
    routing = pywrapcp.RoutingModel(manager)
    drive = routing.RegisterTransitMatrix(matrix)
    routing.SetArcCostEvaluatorOfAllVehicles(drive)
    spend = [[cell + (service if i > 0 else 0) for cell in row] for i, row in enumerate(matrix)]
    horizon = windows[0][1]
    routing.AddDimension(routing.RegisterTransitMatrix(spend), horizon, horizon, False, "time")
    routing.AddDimensionWithVehicleCapacity(
        routing.RegisterUnaryTransitVector(demands), 0, [capacity] * vehicles, True, "load"
    )
    time = routing.GetDimensionOrDie("time")
    for i in range(1, len(matrix)):
        time.CumulVar(manager.NodeToIndex(i)).SetRange(*windows[i])
    parameters = pywrapcp.DefaultRoutingSearchParameters()
    parameters.first_solution_strategy = routing_enums_pb2.FirstSolutionStrategy.PARALLEL_CHEAPEST_INSERTION
    parameters.local_search_metaheuristic = routing_enums_pb2.LocalSearchMetaheuristic.GUIDED_LOCAL_SEARCH
    parameters.time_limit.FromMilliseconds(int(1000 * errand["seconds"]))
    solution = routing.SolveWithParameters(parameters)
    return solution.ObjectiveValue() if solution else None


SOLVERS = {"pyvrp": by_pyvrp, "vroom": by_vroom, "ortools": by_ortools}


def main():
    for line in sys.stdin:
        errand = json.loads(line)
        try:
            cost = SOLVERS[errand["solver"]](errand)
            answer = {"cost": cost if cost is not None and math.isfinite(cost) else None}
        except Exception as error:  # whatever a peer dies of is reported, not survived in silence
            answer = {"error": f"{type(error).__name__}: {error}"}
        print(json.dumps(answer), flush=True)


main()
