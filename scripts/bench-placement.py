#!/usr/bin/env python3
"""Placement beside HiGHS on the same instances: same optimum, how many times faster.

Usage: scripts/bench-placement.py [FOLDER]

FOLDER holds regions.csv (provider, lat, lon, partition) and countries.csv (weighted_lat, weighted_lon, internet_users_est);
without it places are drawn on the globe, with a fixed seed. HiGHS runs in an environment of its own: one thread, relative
gap 0, costs scaled to at most 10^4 (on tiny costs its absolute tolerances call placements half as dear again optimal), and
only its run() is timed. Ours is timed with the sorting of the instance.
"""
import csv, json, math, os, random, statistics, subprocess, sys, tempfile, time, venv

HIGHSPY = "1.15.1"
NUMPY = "2.3.5"
SIZES = [3, 5, 8]
# How many times faster: at least, and for the largest instance.
LEAST, LEAST_OF_LARGEST = 50, 10
ROOT = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))


def km(a, b):
    """Great circle, haversine."""
    (p, q), (r, s) = [[math.radians(x) for x in point] for point in (a, b)]
    h = math.sin((r - p) / 2) ** 2 + math.cos(p) * math.cos(r) * math.sin((s - q) / 2) ** 2
    return 2 * 6371.0 * math.asin(math.sqrt(min(1.0, h)))


def rows(folder, name):
    with open(os.path.join(folder, name), newline="", encoding="utf-8") as file:
        return list(csv.DictReader(file))


def places(folder):
    """Places of AWS regions, of all public regions, and users by country, most first."""
    if folder is None:
        draw = random.Random(1)
        globe = lambda: (math.degrees(math.asin(draw.uniform(-0.6, 0.9))), draw.uniform(-180, 180))
        users = sorted(((globe(), draw.paretovariate(1.0)) for _ in range(150)), key=lambda user: -user[1])
        return [globe() for _ in range(38)], [globe() for _ in range(137)], users
    at = lambda row, lat, lon: (float(row[lat]), float(row[lon]))
    public = [row for row in rows(folder, "regions.csv") if row["partition"] == "public"]
    aws = [at(row, "lat", "lon") for row in public if row["provider"] == "aws"]
    countries = [row for row in rows(folder, "countries.csv") if row["weighted_lat"] and row["internet_users_est"]]
    users = [(at(row, "weighted_lat", "weighted_lon"), float(row["internet_users_est"])) for row in countries]
    return aws, [at(row, "lat", "lon") for row in public], sorted(users, key=lambda user: -user[1])


def instance(regions, users):
    """Round trips by distance: 4 ms, and 1.74 times what light in fibre takes there and back."""
    return {
        "weights": [weight for _, weight in users],
        "latency_ms": [4 + 1.74 * 2 * km(user, region) / 200 for user, _ in users for region in regions],
    }


def highs(problem, size):
    """Seconds of run() and the optimum."""
    import highspy
    import numpy as np

    groups = len(problem["weights"])
    cost = np.array(problem["latency_ms"]).reshape(groups, -1) * np.array(problem["weights"])[:, None]
    regions = cost.shape[1]
    scale = 1e4 / cost.max()
    model = highspy.Highs()
    for option, value in [("output_flag", False), ("threads", 1), ("mip_rel_gap", 0.0), ("mip_abs_gap", 0.0)]:
        model.setOptionValue(option, value)
    lp = highspy.HighsLp()
    cells = groups * regions
    lp.num_col_, lp.num_row_ = cells + regions, groups + cells + 1
    lp.col_cost_ = np.concatenate([(cost * scale).ravel(), np.zeros(regions)])
    lp.col_lower_, lp.col_upper_ = np.zeros(lp.num_col_), np.ones(lp.num_col_)
    lp.integrality_ = [highspy.HighsVarType.kContinuous] * cells + [highspy.HighsVarType.kInteger] * regions
    lp.row_lower_ = np.concatenate([np.ones(groups), np.full(cells, -highspy.kHighsInf), [size]])
    lp.row_upper_ = np.concatenate([np.ones(groups), np.zeros(cells), [size]])
    # By rows: every group once; no group where no region is; so many regions.
    starts = np.concatenate([np.arange(groups) * regions, cells + np.arange(cells) * 2, [3 * cells, 3 * cells + regions]])
    pairs = np.stack([np.arange(cells), cells + np.arange(cells) % regions], axis=1).ravel()
    lp.a_matrix_.format_ = highspy.MatrixFormat.kRowwise
    lp.a_matrix_.num_col_, lp.a_matrix_.num_row_ = lp.num_col_, lp.num_row_
    lp.a_matrix_.start_ = starts
    lp.a_matrix_.index_ = np.concatenate([np.arange(cells), pairs, cells + np.arange(regions)])
    lp.a_matrix_.value_ = np.concatenate([np.ones(cells), np.tile([1.0, -1.0], cells), np.ones(regions)])
    model.passModel(lp)
    start = time.perf_counter()
    model.run()
    seconds = time.perf_counter() - start
    assert model.getModelStatus() == highspy.HighsModelStatus.kOptimal, model.getModelStatus()
    chosen = [j for j, y in enumerate(model.getSolution().col_value[cells:]) if y > 0.5]
    # The value of the regions that it chose, without its tolerances.
    return seconds, chosen, float(cost[:, chosen].min(axis=1).sum() / sum(problem["weights"]))


def inside(folder):
    """The part that runs where highspy is."""
    aws, public, users = places(folder)
    ours = os.path.join(ROOT, "target", "release", "examples", "placement")
    is_slow = False
    for name, regions, groups in [("AWS", aws, 120), ("all", public, 150)]:
        problem = instance(regions, users[:groups])
        asked = json.dumps({**problem, "sizes": SIZES, "rounds": 15})
        answers = json.loads(subprocess.run([ours], input=asked, capture_output=True, text=True, check=True).stdout)
        for answer in answers:
            size = answer["n"]
            found = [highs(problem, size) for _ in range(3)]
            theirs, mine = statistics.median(seconds for seconds, _, _ in found) * 1e3, statistics.median(answer["ms"])
            value = found[0][2]
            same = abs(value - answer["mean"]) <= 1e-9 * value and answer["proven"]
            times = theirs / mine
            least = LEAST_OF_LARGEST if (name, size) == ("all", SIZES[-1]) else LEAST
            is_slow |= times < least or not same
            print(f"{name:>4} {len(regions)} x {groups}, N = {size}: ours {mine:8.2f} ms, HiGHS {theirs:8.1f} ms, "
                  f"{times:6.0f} times (at least {least}); mean {answer['mean']:.4f} ms, "
                  f"{'same optimum, proven' if same else f'NOT the same: {value:.9f}'}", flush=True)
    return 1 if is_slow else 0


def main():
    if os.environ.get("BENCH_PLACEMENT_INSIDE"):
        import highspy
        print(f"HiGHS {highspy.Highs().version()}, one thread")
        return inside(sys.argv[1] if len(sys.argv) > 1 else None)
    subprocess.run(["cargo", "build", "--locked", "--release", "-p", "geode-core", "--example", "placement"], cwd=ROOT, check=True)
    with tempfile.TemporaryDirectory() as folder:
        venv.create(folder, with_pip=True)
        python = os.path.join(folder, "bin", "python")
        subprocess.run([python, "-m", "pip", "install", "--quiet", f"highspy=={HIGHSPY}", f"numpy=={NUMPY}"], check=True)
        return subprocess.run([python, *sys.argv], env={**os.environ, "BENCH_PLACEMENT_INSIDE": "1"}).returncode


if __name__ == "__main__":
    sys.exit(main())
