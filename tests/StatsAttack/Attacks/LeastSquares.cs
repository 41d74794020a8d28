namespace CaseManager.StatsAttack.Attacks;

/// <summary>Every answer and every link of a universe in one system of equations, with a guess as a soft start.</summary>
public static class LeastSquares
{
    private const double GuessDeviation = 5;
    private const double LinkDeviation = 0.01;

    /// <summary>The likeliest counts, by number of the cell.</summary>
    /// <param name="copies">How many exports are used.</param>
    /// <param name="guess">What a cell under the threshold is without knowing more.</param>
    public static double[] Solve(Universe universe, int copies, double guess)
    {
        var size = universe.Truth.Count;
        var matrix = new double[size, size];
        var right = new double[size];
        for (var cell = 0; cell < size; cell++)
        {
            matrix[cell, cell] = 1 / (GuessDeviation * GuessDeviation);
            right[cell] = guess * matrix[cell, cell];
        }

        var shown = universe.Answers.Where(answer => UInt128.IsPow2(answer.Cells)).Aggregate(UInt128.Zero, (cells, answer) => cells | answer.Cells);
        foreach (var cell in Universe.Members(shown))
        {
            matrix[cell, cell] = right[cell] = 1e-9;
        }

        foreach (var answer in universe.Answers.Where(answer => answer.Copy < copies))
        {
            Add([.. Universe.Members(answer.Cells)], [], answer.Value, answer.Deviation);
        }

        foreach (var (one, other) in universe.Links)
        {
            Add([.. Universe.Members(one)], [.. Universe.Members(other)], 0, LinkDeviation);
        }

        return Cholesky(matrix, right);

        void Add(int[] plus, int[] minus, double value, double deviation)
        {
            var weight = 1 / (deviation * deviation);
            foreach (var (cells, sign) in new[] { (plus, weight), (minus, -weight) })
            {
                foreach (var row in cells)
                {
                    right[row] += sign * value;
                    foreach (var column in plus)
                    {
                        matrix[row, column] += sign;
                    }

                    foreach (var column in minus)
                    {
                        matrix[row, column] -= sign;
                    }
                }
            }
        }
    }

    private static double[] Cholesky(double[,] matrix, double[] right)
    {
        var size = right.Length;
        for (var column = 0; column < size; column++)
        {
            for (var row = column; row < size; row++)
            {
                var sum = matrix[row, column];
                for (var before = 0; before < column; before++)
                {
                    sum -= matrix[row, before] * matrix[column, before];
                }

                matrix[row, column] = row == column ? Math.Sqrt(Math.Max(sum, 1e-12)) : sum / matrix[column, column];
            }
        }

        var solution = (double[])right.Clone();
        for (var row = 0; row < size; row++)
        {
            for (var before = 0; before < row; before++)
            {
                solution[row] -= matrix[row, before] * solution[before];
            }

            solution[row] /= matrix[row, row];
        }

        for (var row = size - 1; row >= 0; row--)
        {
            for (var after = row + 1; after < size; after++)
            {
                solution[row] -= matrix[after, row] * solution[after];
            }

            solution[row] /= matrix[row, row];
        }

        return solution;
    }
}
