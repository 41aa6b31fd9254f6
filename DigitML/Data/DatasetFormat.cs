namespace DigitML;

/// <summary>The forms that a data set can be written in.</summary>
public enum DatasetFormat
{
    /// <summary>A folder with MNIST's IDX files; at most 256 classes.</summary>
    Idx,

    /// <summary>One compressed NumPy archive with Keras' arrays x_train, y_train, x_test and y_test.</summary>
    Npz,

    /// <summary>A folder with train.csv and test.csv as Kaggle has them, or one such file.</summary>
    Csv,

    /// <summary>A folder of PNG pictures: <c>train/LABEL/000000.png</c>, numbered in the order of the images.</summary>
    Png,
}
