namespace CaseManager.StatsAttack.Toys;

/// <summary>What a toy bundle does wrong on purpose; signed all the same, but for the last.</summary>
public enum Flaw
{
    None,
    ValueUnderThreshold,
    NegativeValue,
    MissingCell,
    CellTwice,
    WrongStatus,
    WrongTotal,
    CsvDiffers,
    XlsxDiffers,
    SvgDiffers,
    WrongHash,
    WrongBytesInDataPackage,
    DrawnTwice,
    Formula,
    HiddenSheet,
    InjectedLabel,
    ByteOrderMark,
    CarriageReturn,
    ForeignFile,
    Deflated,
    Dated,
    Script,
    OtherKey,
}
