namespace CaseManager.Web.Pages.Staff.Records;

/// <summary>Codes of the seed files as a person reads them.</summary>
public static class RecordWords
{
    /// <summary><c>partly_confirmed</c> reads "partly confirmed".</summary>
    public static string Spaced(string code) => code.Replace('_', ' ');
}
