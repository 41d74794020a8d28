using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace CaseManager.Migrations.Schema
{
    /// <inheritdoc />
    public partial class DirectoryRecords : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<bool>(
                name: "AsksWhoSheIs",
                schema: "takedowns",
                table: "notices",
                type: "boolean",
                nullable: false,
                defaultValue: false);

            migrationBuilder.AddColumn<int>(
                name: "RecipientVersion",
                schema: "takedowns",
                table: "notices",
                type: "integer",
                nullable: false,
                defaultValue: 0);

            migrationBuilder.AddColumn<int>(
                name: "RegimeVersion",
                schema: "takedowns",
                table: "notices",
                type: "integer",
                nullable: false,
                defaultValue: 0);

            migrationBuilder.CreateTable(
                name: "record_versions",
                schema: "platforms",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "uuid", nullable: false),
                    Kind = table.Column<string>(type: "character varying(10)", maxLength: 10, nullable: false),
                    RecordId = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: false),
                    Number = table.Column<int>(type: "integer", nullable: false),
                    Body = table.Column<string>(type: "text", nullable: true),
                    AuthorId = table.Column<Guid>(type: "uuid", nullable: false),
                    Reason = table.Column<string>(type: "character varying(500)", maxLength: 500, nullable: false),
                    At = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    ConfirmedBy = table.Column<Guid>(type: "uuid", nullable: true),
                    ConfirmedAt = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_record_versions", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "regime_decisions",
                schema: "platforms",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "uuid", nullable: false),
                    RegimeId = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: false),
                    Number = table.Column<int>(type: "integer", nullable: false),
                    MayBeChosen = table.Column<bool>(type: "boolean", nullable: false),
                    SecondPerson = table.Column<bool>(type: "boolean", nullable: false),
                    DoubtsSeen = table.Column<string[]>(type: "text[]", nullable: false),
                    AuthorId = table.Column<Guid>(type: "uuid", nullable: false),
                    Reason = table.Column<string>(type: "character varying(500)", maxLength: 500, nullable: false),
                    At = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_regime_decisions", x => x.Id);
                });

            migrationBuilder.CreateIndex(
                name: "IX_record_versions_Kind_RecordId_Number",
                schema: "platforms",
                table: "record_versions",
                columns: new[] { "Kind", "RecordId", "Number" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_regime_decisions_RegimeId_Number",
                schema: "platforms",
                table: "regime_decisions",
                columns: new[] { "RegimeId", "Number" },
                unique: true);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "record_versions",
                schema: "platforms");

            migrationBuilder.DropTable(
                name: "regime_decisions",
                schema: "platforms");

            migrationBuilder.DropColumn(
                name: "AsksWhoSheIs",
                schema: "takedowns",
                table: "notices");

            migrationBuilder.DropColumn(
                name: "RecipientVersion",
                schema: "takedowns",
                table: "notices");

            migrationBuilder.DropColumn(
                name: "RegimeVersion",
                schema: "takedowns",
                table: "notices");
        }
    }
}
